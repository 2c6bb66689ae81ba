using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>
/// The middleware behind ASP.NET Core's own match. A path that exists with other verbs is answered with what it allows: 405, or
/// 204 when that is what was asked (OPTIONS). By endpoints, so that CORS and whatever else looks at one finds one.
/// </summary>
/// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6">RFC 9110, sections 15.5.6 and 9.3.7</see>.</remarks>
internal sealed class MethodNotAllowed(RequestDelegate next)
{
    /// <summary>
    /// The name of the endpoint that ASP.NET Core sets when it knows the path and not the verb
    /// (dotnet/aspnetcore, src/Http/Routing/src/Matching/HttpMethodMatcherPolicy.cs, Http405EndpointDisplayName).
    /// </summary>
    public const string Rejection = "405 HTTP Method Not Supported";

    public static void Remember(HttpContext context, RouteVerbs allowed) => context.Features.Set(new AllowedVerbs(allowed));

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<AllowedVerbs>() is { } ours)
        {
            // Once: a request that is executed again, for an error page, has another path.
            context.Features.Set<AllowedVerbs>(null);
            switch (context.GetEndpoint())
            {
                case null:
                    context.SetEndpoint(ours.Endpoint(theirs: null));
                    break;
                case { DisplayName: Rejection, RequestDelegate: { } theirs }:
                    context.SetEndpoint(ours.Endpoint(theirs));
                    break;
            }
        }

        return next(context);
    }

    private sealed class AllowedVerbs(RouteVerbs verbs)
    {
        public Endpoint Endpoint(RequestDelegate? theirs) => new(
            context => AnswerAsync(context, theirs), EndpointMetadataCollection.Empty, Rejection);

        private async Task AnswerAsync(HttpContext context, RequestDelegate? theirs)
        {
            var allowed = new SortedSet<string>(RouteVerbNames.Of(verbs | RouteVerbs.Options), StringComparer.Ordinal);
            if (theirs is not null)
            {
                await theirs(context);
                foreach (var line in context.Response.Headers.Allow)
                {
                    allowed.UnionWith((line ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
                }
            }

            context.Response.StatusCode = HttpMethods.IsOptions(context.Request.Method)
                ? StatusCodes.Status204NoContent
                : StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = string.Join(", ", allowed);
        }
    }
}
