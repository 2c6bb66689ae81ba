using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Graceful.Transport;

/// <summary>
/// The name under which a listening socket passes from one generation to the next: the endpoint as it was asked for, so that
/// <c>tcp:127.0.0.1:0</c> finds the port that the first generation was given.
/// </summary>
internal static class ListenerKey
{
    internal static string Of(EndPoint endpoint) => endpoint switch
    {
        IPEndPoint ip => $"tcp:{ip}",
        UnixDomainSocketEndPoint unix => $"unix:{unix}",
        FileHandleEndPoint handle => string.Create(CultureInfo.InvariantCulture, $"handle:{handle.FileHandle}"),
        _ => throw new NotSupportedException($"Graceful listens on TCP, Unix sockets and inherited handles, not on {endpoint.GetType()} ({endpoint})."),
    };

    internal static bool IsSupported(EndPoint endpoint) => endpoint is IPEndPoint or UnixDomainSocketEndPoint or FileHandleEndPoint;
}
