using System.ComponentModel;
using System.Net;
using System.Runtime.InteropServices;
using Runtime.Tests.Processes.Posix;

namespace Restart.Bench.Contenders;

/// <summary>A listening socket that child processes inherit: .NET's own sockets are closed on exec.</summary>
internal sealed unsafe class InheritableListener : IDisposable
{
    private const int Backlog = 512;

    internal InheritableListener(IPEndPoint endPoint)
    {
        SocketAddress address = endPoint.Serialize();
        Fd = Libc.socket((int)address.Family, Libc.SOCK_STREAM, 0);
        fixed (byte* bytes = address.Buffer.Span)
        {
            if (Fd < 0 || Libc.bind(Fd, bytes, (uint)address.Size) != 0 || Libc.listen(Fd, Backlog) != 0)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError(), $"Listening on {endPoint}: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }
    }

    internal int Fd { get; }

    public void Dispose() => _ = Libc.close(Fd);
}
