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

    /// <summary>The endpoint behind a key; <see langword="null"/> when the text is none.</summary>
    internal static EndPoint? TryParse(string key)
    {
        try
        {
            return key.Split(':', 2) switch
            {
                ["tcp", var address] => IPEndPoint.TryParse(WithoutNumber(address), out var endpoint) ? endpoint : null,
                ["unix", ['@', _, ..] name] => new UnixDomainSocketEndPoint('\0' + name[1..]),
                ["unix", ['/', ..] path] => new UnixDomainSocketEndPoint(path),
                ["handle", var handle] => ulong.TryParse(WithoutNumber(handle), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? new FileHandleEndPoint(number, FileHandleType.Auto)
                    : null,
                _ => null,
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            // Longer than the path of a Unix socket can be.
            return null;
        }

        // The second one that asks for the same has "#2" behind it.
        static string WithoutNumber(string text) => text.Split('#', 2)[0];
    }

    internal static bool IsSupported(EndPoint endpoint) => endpoint is IPEndPoint or UnixDomainSocketEndPoint or FileHandleEndPoint;
}
