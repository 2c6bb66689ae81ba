using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Graceful.LongLived;

/// <summary>The parts of a response head that the client relies on (WebSockets: RFC 6455, 4.2.2).</summary>
internal static class ResponseHead
{
    /// <summary>The media type of server-sent events.</summary>
    internal const string EventStream = "text/event-stream";

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

    /// <summary>True for a response of server-sent events, as far as the application decides it.</summary>
    internal static bool IsEventStream(HttpResponse response) =>
        response.StatusCode == StatusCodes.Status200OK && MediaType(response).Equals(EventStream, StringComparison.OrdinalIgnoreCase);

    /// <summary>Describes a response before Kestrel adds its headers. Event streams are UTF-8 whatever their charset is.</summary>
    internal static string DescribeEvents(HttpResponse response)
    {
        var encoding = response.Headers.ContentEncoding.ToString();
        var parts = string.Create(
            CultureInfo.InvariantCulture, $"{response.StatusCode}, content type '{MediaType(response).ToLowerInvariant()}'");
        return parts
            + (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase) ? "" : $", encoding '{encoding}'")
            + (response.ContentLength is { } length ? string.Create(CultureInfo.InvariantCulture, $", length {length}") : "");
    }

    /// <summary>Returns the reason why a response of server-sent events that has started cannot move; null when it can.</summary>
    internal static string? ObstacleOfEvents(HttpResponse response)
    {
        var headers = response.Headers;
        var encoding = headers.ContentEncoding.ToString();
        return headers.TransferEncoding != "chunked" ? "its response is not chunked"
            : headers.Connection.ToString().Contains("close", StringComparison.OrdinalIgnoreCase) ? "its response announces a close"
            : encoding.Length > 0 && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase) ? "its response is compressed"
            : null;
    }

    private static string MediaType(HttpResponse response)
    {
        var type = response.ContentType ?? "";
        var end = type.IndexOf(';', StringComparison.Ordinal);
        return (end < 0 ? type : type[..end]).Trim();
    }
}
