using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Graceful.LongLived;

/// <summary>Writes the head of an HTTP/1.1 request as Kestrel received it, apart from the spelling of whitespace.</summary>
internal static class RequestHead
{
    /// <summary>Kestrel's limits for the head are lower by default (KestrelServerLimits).</summary>
    private const int MaxLength = 48 * 1024;

    /// <returns>Null for a head that is too long, or has characters whose encoding on the wire is not known.</returns>
    internal static byte[]? TryWrite(HttpContext context)
    {
        var request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        return TryWrite(request.Method, request.RawTarget, request.Protocol, request.Headers, ends: true);
    }

    /// <inheritdoc cref="TryWrite(HttpContext)"/>
    /// <param name="method">The method.</param>
    /// <param name="target">The request target.</param>
    /// <param name="protocol">The version of HTTP.</param>
    /// <param name="headers">The headers.</param>
    /// <param name="ends">False when another header may follow.</param>
    internal static byte[]? TryWrite(
        string method, string target, string protocol, IEnumerable<KeyValuePair<string, StringValues>> headers, bool ends)
    {
        var head = new StringBuilder(1024).Append(method).Append(' ').Append(target).Append(' ').Append(protocol).Append("\r\n");
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                head.Append(name).Append(": ").Append(value).Append("\r\n");
            }
        }

        var text = (ends ? head.Append("\r\n") : head).ToString();
        return text.Length <= MaxLength && Ascii.IsValid(text) ? Encoding.ASCII.GetBytes(text) : null;
    }
}
