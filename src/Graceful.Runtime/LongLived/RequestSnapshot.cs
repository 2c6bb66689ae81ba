using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Graceful.LongLived;

/// <summary>The head of a GET request as the client sent it: middleware may change the headers later.</summary>
internal sealed class RequestSnapshot
{
    private string _target = "";
    private KeyValuePair<string, StringValues>[] _headers = [];
    private int _count;
    private byte[]? _head;

    /// <summary>Copies the head of a request, in place of the one before.</summary>
    internal void Take(HttpContext context)
    {
        var request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        _target = request.RawTarget;
        _count = request.Headers.Count;
        if (_headers.Length < _count)
        {
            _headers = new KeyValuePair<string, StringValues>[_count];
        }

        request.Headers.CopyTo(_headers, 0);
    }

    /// <summary>Encodes the head. Only for requests of endpoints that have opted in: it allocates.</summary>
    /// <returns>False for a head that is too long, or has characters whose encoding on the wire is not known.</returns>
    internal bool TryEncode()
    {
        _head = RequestHead.TryWrite(
            HttpMethods.Get, _target, HttpProtocol.Http11, _headers.Take(_count).Where(header => !IsLastEventId(header.Key)), ends: false);
        return _head is not null;
    }

    /// <summary>Returns the head for the replay.</summary>
    /// <param name="lastEventId">The last id that the client has received, empty when it was reset; null without ids in the stream.</param>
    internal byte[] ToHead(byte[]? lastEventId)
    {
        // Clients send ids in UTF-8, as Kestrel reads them by default.
        var id = lastEventId
            ?? Encoding.UTF8.GetBytes(_headers.Take(_count).FirstOrDefault(header => IsLastEventId(header.Key)).Value.ToString());
        return id.Length == 0 ? [.. _head!, .. "\r\n"u8] : [.. _head!, .. "Last-Event-ID: "u8, .. id, .. "\r\n\r\n"u8];
    }

    private static bool IsLastEventId(string name) => name.Equals("Last-Event-ID", StringComparison.OrdinalIgnoreCase);
}
