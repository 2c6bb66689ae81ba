using System.Net;
using System.Text.Json.Nodes;

namespace Generator.Tests.Harness;

/// <summary>Reads the response to a refused request.</summary>
internal static class Problem
{
    /// <returns>The errors as <c>name: message</c>, in the order of the response.</returns>
    public static async Task<IReadOnlyList<string>> ErrorsAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.Equal((status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.ToString()));
        var problem = JsonNode.Parse(body)!;
        Assert.Equal((int)status, (int?)problem["status"]);
        return [.. problem["errors"]!.AsObject().SelectMany(error => error.Value!.AsArray().Select(message => $"{error.Key}: {message}"))];
    }
}
