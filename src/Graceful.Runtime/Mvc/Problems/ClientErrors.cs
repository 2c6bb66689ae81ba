using Microsoft.AspNetCore.Mvc;

namespace Graceful.Mvc;

/// <summary>The titles and links of client errors that MVC has by default.</summary>
internal static class ClientErrors
{
    private const string Rfc9110 = "https://tools.ietf.org/html/rfc9110#section-";

    public static void AddTo(IDictionary<int, ClientErrorData> mapping)
    {
        Add(400, "Bad Request", Rfc9110 + "15.5.1");
        Add(401, "Unauthorized", Rfc9110 + "15.5.2");
        Add(403, "Forbidden", Rfc9110 + "15.5.4");
        Add(404, "Not Found", Rfc9110 + "15.5.5");
        Add(405, "Method Not Allowed", Rfc9110 + "15.5.6");
        Add(406, "Not Acceptable", Rfc9110 + "15.5.7");
        Add(407, "Proxy Authentication Required", Rfc9110 + "15.5.8");
        Add(408, "Request Timeout", Rfc9110 + "15.5.9");
        Add(409, "Conflict", Rfc9110 + "15.5.10");
        Add(410, "Gone", Rfc9110 + "15.5.11");
        Add(411, "Length Required", Rfc9110 + "15.5.12");
        Add(412, "Precondition Failed", Rfc9110 + "15.5.13");
        Add(413, "Content Too Large", Rfc9110 + "15.5.14");
        Add(414, "URI Too Long", Rfc9110 + "15.5.15");
        Add(415, "Unsupported Media Type", Rfc9110 + "15.5.16");
        Add(416, "Range Not Satisfiable", Rfc9110 + "15.5.17");
        Add(417, "Expectation Failed", Rfc9110 + "15.5.18");
        Add(421, "Misdirected Request", Rfc9110 + "15.5.20");
        Add(422, "Unprocessable Entity", "https://tools.ietf.org/html/rfc4918#section-11.2");
        Add(426, "Upgrade Required", Rfc9110 + "15.5.22");
        Add(500, "An error occurred while processing your request.", Rfc9110 + "15.6.1");
        Add(501, "Not Implemented", Rfc9110 + "15.6.2");
        Add(502, "Bad Gateway", Rfc9110 + "15.6.3");
        Add(503, "Service Unavailable", Rfc9110 + "15.6.4");
        Add(504, "Gateway Timeout", Rfc9110 + "15.6.5");
        Add(505, "HTTP Version Not Supported", Rfc9110 + "15.6.6");

        void Add(int status, string title, string link) => mapping[status] = new ClientErrorData { Title = title, Link = link };
    }
}
