using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Graceful.Binding;

/// <summary>How the app writes and reads a type as JSON: looked up in its <see cref="JsonOptions"/> once, and remembered.</summary>
internal static class JsonTypes
{
    private static volatile AppOptions? _lastApp;

    /// <exception cref="InvalidOperationException">No context of the app covers the type.</exception>
    public static JsonTypeInfo<T> Of<T>(HttpContext httpContext)
    {
        var options = OptionsOf(httpContext);

        // One process may run several apps, as tests do: what is remembered is of the app that asked last.
        var remembered = Remembered<T>.Type;
        if (remembered is not null && ReferenceEquals(remembered.Options, options))
        {
            return remembered;
        }

        if (!options.TryGetTypeInfo(typeof(T), out var found))
        {
            throw NotCovered(httpContext, typeof(T));
        }

        return Remembered<T>.Type = (JsonTypeInfo<T>)found;
    }

    /// <summary>The same for a value that may be <c>null</c> in the body: a context that covers the type need not cover that.</summary>
    /// <exception cref="InvalidOperationException">No context of the app covers the type.</exception>
    public static JsonTypeInfo<T?> OfNullable<T>(HttpContext httpContext)
        where T : struct
    {
        var type = Of<T>(httpContext);
        var remembered = Remembered<T?>.Type;
        return remembered is not null && ReferenceEquals(remembered.Options, type.Options)
            ? remembered
            : Remembered<T?>.Type = JsonMetadataServices.CreateValueInfo<T?>(type.Options, JsonMetadataServices.GetNullableConverter(type));
    }

    /// <summary>The type as which the app writes an object of which only the runtime knows the type.</summary>
    /// <exception cref="InvalidOperationException">No context of the app covers the type.</exception>
    public static JsonTypeInfo Of(HttpContext httpContext, Type type) =>
        OptionsOf(httpContext).TryGetTypeInfo(type, out var found) ? found : throw NotCovered(httpContext, type);

    /// <summary>The type of a value that derives from the declared one, where the app can write it; null otherwise.</summary>
    public static JsonTypeInfo? TryFind(HttpContext httpContext, Type type) =>
        OptionsOf(httpContext).TryGetTypeInfo(type, out var found) ? found : null;

    /// <remarks>
    /// To ask the services of a request makes a scope for them (about 150 bytes), which an action may have no other use for. The
    /// options are those of the app: as long as the request has no services yet, they are those that its app had before.
    /// </remarks>
    private static JsonSerializerOptions OptionsOf(HttpContext httpContext)
    {
        if (httpContext is not DefaultHttpContext { ServiceScopeFactory: { } app } || httpContext.Features.Get<IServiceProvidersFeature>() is not null)
        {
            return Ask(httpContext);
        }

        var last = _lastApp;
        if (last is null || !ReferenceEquals(last.App, app))
        {
            _lastApp = last = new AppOptions(app, Ask(httpContext));
        }

        return last.Options;
    }

    private static JsonSerializerOptions Ask(HttpContext httpContext) =>
        httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;

    private static InvalidOperationException NotCovered(HttpContext httpContext, Type type) => new(
        $"{httpContext.GetEndpoint()?.DisplayName ?? "The action"} reads or writes {type} as JSON, and no JsonSerializerContext of the app covers it. Add [JsonSerializable(typeof({type.Name}))] to a context, and the context to the app: builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default)).");

    /// <param name="App">What makes the scopes of one app.</param>
    /// <param name="Options">How that app writes and reads JSON.</param>
    private sealed record AppOptions(IServiceScopeFactory App, JsonSerializerOptions Options);

    private static class Remembered<T>
    {
        public static volatile JsonTypeInfo<T>? Type;
    }
}
