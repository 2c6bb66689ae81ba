using System.Text;

namespace Binding.Bench;

/// <summary>A request that is created once and sent many times.</summary>
internal sealed class BenchRequest
{
    public BenchRequest(string method, string path, string query = "", string? contentType = null, string body = "")
        : this(method, path, query, contentType, Encoding.UTF8.GetBytes(body))
    {
    }

    private BenchRequest(string method, string path, string query, string? contentType, byte[] body)
    {
        (Method, Path, Query, Body) = (method, path, query, body);
        Headers["X-Trace"] = "4711";
        if (contentType is not null)
        {
            Headers.ContentType = contentType;
            Headers.ContentLength = Body.Length;
        }
    }

    public string Method { get; }

    public string Path { get; }

    public string Query { get; }

    public byte[] Body { get; }

    public IHeaderDictionary Headers { get; } = new HeaderDictionary();

    /// <summary>The same request for an app whose handlers are below a path.</summary>
    public BenchRequest Below(string path) => new(Method, path + Path, Query, Headers.ContentType, Body);
}
