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

    public static void Remember(HttpContext context, RouteVerbs allowed) => context.Features.Set(AllowedVerbs.Of(allowed));

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<AllowedVerbs>() is { } ours)
        {
            // Once: a request that is executed again, for an error page, has another path.
            context.Features.Set<AllowedVerbs>(null);
            switch (context.GetEndpoint())
            {
                case null:
                    context.SetEndpoint(ours.Endpoint);
                    break;
                case { DisplayName: Rejection, RequestDelegate: { } theirs }:
                    context.SetEndpoint(ours.With(theirs));
                    break;
            }
        }

        return next(context);
    }

    /// <summary>The verbs of our own routes on a path: the same object for the same verbs, so that a 405 allocates no endpoint.</summary>
    private sealed class AllowedVerbs
    {
        /// <summary>By the value of <see cref="RouteVerbs"/>; made when they are first needed, perhaps twice at the same time.</summary>
        private static readonly AllowedVerbs?[] Known = new AllowedVerbs?[2 * (int)RouteVerbs.Options];

        private readonly IReadOnlyList<string> _names;
        private readonly string _allow;

        private AllowedVerbs(RouteVerbs verbs)
        {
            _names = RouteVerbNames.Of(verbs | RouteVerbs.Options);
            _allow = string.Join(", ", _names);
            Endpoint = New(Answer);
        }

        /// <summary>The answer where only we know the path.</summary>
        public Endpoint Endpoint { get; }

        public static AllowedVerbs Of(RouteVerbs verbs) => Known[(int)verbs] ??= new AllowedVerbs(verbs);

        /// <summary>The answer where ASP.NET Core knows other verbs for the path.</summary>
        public Endpoint With(RequestDelegate theirs) => New(context => AnswerAsync(context, theirs));

        private static Endpoint New(RequestDelegate answer) => new(answer, EndpointMetadataCollection.Empty, Rejection);

        private Task Answer(HttpContext context)
        {
            Answer(context, _allow);
            return Task.CompletedTask;
        }

        private async Task AnswerAsync(HttpContext context, RequestDelegate theirs)
        {
            await theirs(context);
            var allowed = new SortedSet<string>(_names, StringComparer.Ordinal);
            foreach (var line in context.Response.Headers.Allow)
            {
                allowed.UnionWith((line ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            }

            Answer(context, string.Join(", ", allowed));
        }

        private static void Answer(HttpContext context, string allow)
        {
            context.Response.StatusCode = HttpMethods.IsOptions(context.Request.Method)
                ? StatusCodes.Status204NoContent
                : StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = allow;
        }
    }
}
