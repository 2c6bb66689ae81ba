using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Graceful.Binding;

/// <summary>Looks up how the app reads and writes a type as JSON in its <see cref="JsonOptions"/>, and caches the result.</summary>
internal static class JsonTypes
{
    private static volatile AppOptions? _lastApp;

    /// <exception cref="InvalidOperationException">No context of the app covers the type.</exception>
    public static JsonTypeInfo<T> Of<T>(HttpContext httpContext)
    {
        var options = OptionsOf(httpContext);

        // A process may run several apps, as tests do: the cache holds the type of the app that used it last.
        var cached = Cache<T>.Type;
        if (cached is not null && ReferenceEquals(cached.Options, options))
        {
            return cached;
        }

        if (!options.TryGetTypeInfo(typeof(T), out var found))
        {
            throw NotCovered(httpContext, typeof(T));
        }

        return Cache<T>.Type = (JsonTypeInfo<T>)found;
    }

    /// <summary>Returns the type of a nullable value. The app's context need only cover the value type itself.</summary>
    /// <exception cref="InvalidOperationException">No context of the app covers the type.</exception>
    public static JsonTypeInfo<T?> OfNullable<T>(HttpContext httpContext)
        where T : struct
    {
        var type = Of<T>(httpContext);
        var cached = Cache<T?>.Type;
        if (cached is not null && ReferenceEquals(cached.Options, type.Options))
        {
            return cached;
        }

        var converter = JsonMetadataServices.GetNullableConverter(type);
        return Cache<T?>.Type = JsonMetadataServices.CreateValueInfo<T?>(type.Options, converter);
    }

    /// <summary>Returns how the app writes an object whose type is known only at run time.</summary>
    /// <exception cref="InvalidOperationException">No context of the app covers the type.</exception>
    public static JsonTypeInfo Of(HttpContext httpContext, Type type) =>
        OptionsOf(httpContext).TryGetTypeInfo(type, out var found) ? found : throw NotCovered(httpContext, type);

    /// <summary>Returns how the app writes a type; null when it cannot.</summary>
    public static JsonTypeInfo? TryFind(HttpContext httpContext, Type type) =>
        OptionsOf(httpContext).TryGetTypeInfo(type, out var found) ? found : null;

    /// <remarks>
    /// Reading <c>RequestServices</c> creates a scope (about 150 bytes) that the action may not need. The options belong to the app,
    /// so they are cached per app and read without a scope.
    /// </remarks>
    private static JsonSerializerOptions OptionsOf(HttpContext httpContext)
    {
        if (httpContext is not DefaultHttpContext { ServiceScopeFactory: { } app } ||
            httpContext.Features.Get<IServiceProvidersFeature>() is not null)
        {
            return OptionsOfServices(httpContext);
        }

        var last = _lastApp;
        if (last is null || !ReferenceEquals(last.App, app))
        {
            _lastApp = last = new AppOptions(app, OptionsOfServices(httpContext));
        }

        return last.Options;
    }

    private static JsonSerializerOptions OptionsOfServices(HttpContext httpContext) =>
        httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;

    private static InvalidOperationException NotCovered(HttpContext httpContext, Type type) => new(
        $"{httpContext.GetEndpoint()?.DisplayName ?? "The action"} reads or writes {type} as JSON, and no JsonSerializerContext of the " +
        $"app covers it. Add [JsonSerializable(typeof({type.Name}))] to a context, and the context to the app: " +
        "builder.Services.ConfigureHttpJsonOptions(options => " +
        "options.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default)).");

    /// <param name="App">The scope factory, which identifies the app.</param>
    /// <param name="Options">The JSON options of the app.</param>
    private sealed record AppOptions(IServiceScopeFactory App, JsonSerializerOptions Options);

    private static class Cache<T>
    {
        public static volatile JsonTypeInfo<T>? Type;
    }
}
