using System.Text;
using System.Text.RegularExpressions;

namespace Generator.Tests.Mvc.Results;

/// <summary>A request, which both apps receive.</summary>
internal sealed partial record CaseRequest(string Method, string Path, (string Name, string Value)[] Headers)
{
    /// <summary>Returns the response as text: the status, all headers but those of the server, and the body.</summary>
    public async Task<string> SendAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(new HttpMethod(Method), Path);

        // Links to the host would have another port in each app.
        request.Headers.Host = "shop.test";
        foreach (var (name, value) in Headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        using var response = await client.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .Where(header => header.Key is not "Date" and not "Server")
            .Select(header => $"{header.Key}: {header.Value}")
            .Order(StringComparer.Ordinal);
        return $"{(int)response.StatusCode}\n{string.Join('\n', headers)}\n\n{TraceId().Replace(Encoding.Latin1.GetString(body), "trace")}";
    }

    public override string ToString() => $"{Method} {Path} {string.Join(", ", Headers)}";

    [GeneratedRegex("\"traceId\": ?\"[^\"]+\"")]
    private static partial Regex TraceId();
}
