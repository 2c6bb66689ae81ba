using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Graceful.Transport;

/// <summary>
/// The key of a listening socket across generations: the endpoint as configured, so that <c>tcp:127.0.0.1:0</c> leads to the port
/// that the kernel assigned to the first generation.
/// </summary>
internal static class ListenerKey
{
    internal static string Of(EndPoint endpoint) => endpoint switch
    {
        IPEndPoint ip => $"tcp:{ip}",
        UnixDomainSocketEndPoint unix => $"unix:{unix}",
        FileHandleEndPoint handle => string.Create(CultureInfo.InvariantCulture, $"handle:{handle.FileHandle}"),
        _ => throw new NotSupportedException(
            $"Graceful supports TCP, Unix sockets and inherited handles, but not the endpoint {endpoint} ({endpoint.GetType()})."),
    };

    /// <summary>Returns the endpoint of a key, or <see langword="null"/> when the text is not a key.</summary>
    internal static EndPoint? TryParse(string key)
    {
        try
        {
            return key.Split(':', 2) switch
            {
                ["tcp", var address] => IPEndPoint.TryParse(WithoutNumber(address), out var endpoint) ? endpoint : null,
                ["unix", ['@', _, ..] name] => new UnixDomainSocketEndPoint('\0' + name[1..]),
                ["unix", ['/', ..] path] => new UnixDomainSocketEndPoint(path),
                ["handle", var handle] =>
                    ulong.TryParse(WithoutNumber(handle), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                        ? new FileHandleEndPoint(number, FileHandleType.Auto)
                        : null,
                _ => null,
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            // The path is too long for a Unix socket.
            return null;
        }

        // The key of a second listener for the same endpoint ends with "#2".
        static string WithoutNumber(string text) => text.Split('#', 2)[0];
    }

    /// <summary>True for a socket that another program opened. It may be open there as well.</summary>
    internal static bool IsHandle(string key) => key.StartsWith("handle:", StringComparison.Ordinal);

    internal static bool IsSupported(EndPoint endpoint) => endpoint is IPEndPoint or UnixDomainSocketEndPoint or FileHandleEndPoint;
}
