using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Graceful.Routing;

/// <summary>
/// The middleware after ASP.NET Core's routing. When a path exists only with other verbs, it sets an endpoint that answers 405, or
/// 204 for OPTIONS, with the <c>Allow</c> header. It sets an endpoint because CORS and other middleware expect one.
/// </summary>
/// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6">RFC 9110, sections 15.5.6 and 9.3.7</see>.</remarks>
internal sealed class MethodNotAllowed(RequestDelegate next)
{
    /// <summary>The name of ASP.NET Core's endpoint for a path that exists with other verbs.</summary>
    /// <remarks>
    /// dotnet/aspnetcore, src/Http/Routing/src/Matching/HttpMethodMatcherPolicy.cs, Http405EndpointDisplayName.
    /// </remarks>
    public const string Rejection = "405 HTTP Method Not Supported";

    /// <summary>Stores the verbs of the actions at the path of a request that no action answers.</summary>
    /// <param name="context">The request.</param>
    /// <param name="allowed">The verbs; none when no action has the path.</param>
    public static void Remember(HttpContext context, RouteVerbs allowed)
    {
        if (allowed != RouteVerbs.None)
        {
            context.Features.Replace(AllowedVerbs.Of(allowed));
        }
        else if (context.Features.Find<AllowedVerbs>() is not null)
        {
            // An error page executes the request again with another path.
            context.Features.Replace<AllowedVerbs>(null);
        }
    }

    public Task InvokeAsync(HttpContext context)
    {
        // The endpoint first: the lookup of a feature that Kestrel does not know takes longer.
        var endpoint = context.Features.Find<IEndpointFeature>()?.Endpoint;
        if (endpoint is null or { DisplayName: Rejection, RequestDelegate: not null } &&
            context.Features.Find<AllowedVerbs>() is { } ours)
        {
            context.SetEndpoint(endpoint is { RequestDelegate: { } theirs } ? ours.With(theirs) : ours.Endpoint);
        }

        return next(context);
    }

    /// <summary>The verbs of the actions at a path. Cached by verbs, so that a 405 allocates no endpoint.</summary>
    private sealed class AllowedVerbs
    {
        /// <summary>Indexed by <see cref="RouteVerbs"/>. Two requests at the same time may both create one, which is harmless.</summary>
        private static readonly AllowedVerbs?[] Known = new AllowedVerbs?[2 * (int)RouteVerbs.Options];

        private readonly IReadOnlyList<string> _names;
        private readonly string _allow;

        private AllowedVerbs(RouteVerbs verbs)
        {
            _names = RouteVerbNames.Of(verbs | RouteVerbs.Options);
            _allow = string.Join(", ", _names);
            Endpoint = New(Answer);
        }

        /// <summary>Gets the endpoint for a path that only actions have.</summary>
        public Endpoint Endpoint { get; }

        public static AllowedVerbs Of(RouteVerbs verbs) => Known[(int)verbs] ??= new AllowedVerbs(verbs);

        /// <summary>Returns the endpoint for a path that ASP.NET Core also has, with further verbs.</summary>
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
                const StringSplitOptions Options = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
                allowed.UnionWith((line ?? string.Empty).Split(',', Options));
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
