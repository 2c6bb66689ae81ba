using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Graceful.Routing;

/// <summary>Answers 415 for an action with <c>[Consumes]</c>, as ASP.NET Core's matcher does for its own endpoints.</summary>
/// <remarks>dotnet/aspnetcore, src/Http/Routing/src/Matching/AcceptsMatcherPolicy.cs. A request without a content type matches.</remarks>
internal static class UnsupportedMediaType
{
    public static readonly Endpoint Endpoint = new(Answer, EndpointMetadataCollection.Empty, "415 HTTP Unsupported Media Type");

    public static bool IsAnswerTo(HttpRequest request, IReadOnlyList<string> consumed) =>
        request.ContentType is { Length: > 0 } text &&
        !(MediaTypeHeaderValue.TryParse(text, out var sent) &&
        consumed.Any(type => MediaTypeHeaderValue.TryParse(type, out var accepted) && sent.IsSubsetOf(accepted)));

    private static Task Answer(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        return Task.CompletedTask;
    }
}
