using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Graceful.Routing;

/// <summary>Decides whether a status is a redirect, and writes the link in its body.</summary>
internal static class Redirection
{
    public static bool IsRedirect(int statusCode) => statusCode is 301 or 302 or 303 or 307 or 308;

    /// <summary>The link that a redirect's body begins with, or null when the response is not one.</summary>
    public static string? Link(HttpResponse response)
    {
        if (!IsRedirect(response.StatusCode) || response.Headers.Location.ToString() is not { Length: > 0 } location)
        {
            return null;
        }

        return $"<a href=\"{HtmlEncoder.Default.Encode(location)}\">{ReasonPhrases.GetReasonPhrase(response.StatusCode)}</a>\n";
    }

    /// <summary>Header values are ASCII (Kestrel refuses others): percent-encodes the rest and leaves what is encoded alone.</summary>
    public static string EncodeLocation(string url)
    {
        if (Ascii.IsValid(url))
        {
            return url;
        }

        var encoded = new StringBuilder(url.Length + 16);
        foreach (var rune in url.EnumerateRunes())
        {
            encoded.Append(rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        }

        return encoded.ToString();
    }
}
