using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Graceful.LongLived;

/// <summary>The parts of a WebSocket's response head that the client relies on (RFC 6455, 4.2.2).</summary>
internal static class ResponseHead
{
    internal static string Describe(HttpResponse response)
    {
        var (protocol, extensions) = (response.Headers.SecWebSocketProtocol, response.Headers.SecWebSocketExtensions);
        return string.Create(
            CultureInfo.InvariantCulture, $"{response.StatusCode}, subprotocol '{protocol}', extensions '{extensions}'");
    }

    /// <summary>Returns the reason why the extensions bind the connection to this process; null when they do not.</summary>
    /// <remarks>
    /// The new process compresses with an empty window, which every client can read. It can read the client's messages only when the
    /// client begins each with an empty window as well (RFC 7692, 7.1.1.2).
    /// </remarks>
    internal static string? Obstacle(HttpResponse response)
    {
        foreach (var extension in response.Headers.SecWebSocketExtensions.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = extension.Split(';', StringSplitOptions.TrimEntries);
            if (!parts[0].Equals("permessage-deflate", StringComparison.OrdinalIgnoreCase))
            {
                return "the WebSocket has an extension that keeps state in this process";
            }

            if (!parts.Contains("client_no_context_takeover", StringComparer.OrdinalIgnoreCase))
            {
                return "the client compresses with permessage-deflate and without client_no_context_takeover";
            }
        }

        return null;
    }
}
