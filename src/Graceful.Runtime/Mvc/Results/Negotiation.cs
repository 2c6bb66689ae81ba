using Microsoft.AspNetCore.Http;

namespace Graceful.Mvc;

/// <summary>Decides without parsing what content negotiation selects, for the headers that clients usually send.</summary>
internal static class Negotiation
{
    /// <summary>True when MVC's formatters select plain text in UTF-8 for a text; false when the headers must be parsed to know.</summary>
    public static bool SelectsText(HttpContext httpContext)
    {
        var headers = httpContext.Request.Headers;
        var accept = headers.Accept;
        return string.IsNullOrEmpty(httpContext.Response.ContentType) && headers.AcceptCharset.Count == 0 &&
            (accept.Count == 0 || (accept.Count == 1 && accept[0] is "*/*"));
    }

    /// <summary>True when MVC's formatters select JSON in UTF-8 for an object; false when the headers must be parsed to know.</summary>
    /// <remarks>A content type that the response has already is one that the action requires.</remarks>
    public static bool SelectsJson(HttpContext httpContext)
    {
        var headers = httpContext.Request.Headers;
        var accept = headers.Accept;
        return string.IsNullOrEmpty(httpContext.Response.ContentType) && headers.AcceptCharset.Count == 0 &&
            (accept.Count == 0 || (accept.Count == 1 && accept[0] is "*/*" or "application/json" or "application/json, text/plain, */*"));
    }
}
