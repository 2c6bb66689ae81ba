using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

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
        var head = new StringBuilder(1024)
            .Append(request.Method).Append(' ').Append(request.RawTarget).Append(' ').Append(request.Protocol).Append("\r\n");
        foreach (var (name, values) in request.Headers)
        {
            foreach (var value in values)
            {
                head.Append(name).Append(": ").Append(value).Append("\r\n");
            }
        }

        var text = head.Append("\r\n").ToString();
        return text.Length <= MaxLength && Ascii.IsValid(text) ? Encoding.ASCII.GetBytes(text) : null;
    }
}
