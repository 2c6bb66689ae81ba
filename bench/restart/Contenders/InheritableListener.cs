using System.ComponentModel;
using System.Net;
using System.Runtime.InteropServices;
using Instruments.Posix;
using Tmds.Linux;

namespace Restart.Bench.Contenders;

/// <summary>A listening socket that child processes inherit: .NET's own sockets are closed on exec.</summary>
internal sealed unsafe class InheritableListener : IDisposable
{
    private const int Backlog = 512;

    internal InheritableListener(IPEndPoint endPoint)
    {
        SocketAddress address = endPoint.Serialize();
        Fd = LibC.socket((int)address.Family, LibC.SOCK_STREAM, 0);
        fixed (byte* bytes = address.Buffer.Span)
        {
            if (Fd < 0 || LibC.bind(Fd, (sockaddr*)bytes, address.Size) != 0 || LibC.listen(Fd, Backlog) != 0)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError(), $"Listening on {endPoint}: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }
    }

    internal int Fd { get; }

    public void Dispose() => _ = LibC.close(Fd);
}
