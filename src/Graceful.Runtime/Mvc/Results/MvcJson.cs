using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Graceful.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using HttpJsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Graceful.Mvc;

/// <summary>Writes JSON with the settings of MVC's <see cref="JsonOptions"/>.</summary>
/// <remarks>
/// A type is first looked up in the contexts of MVC's options, then in those of <c>ConfigureHttpJsonOptions()</c>. MVC's options have
/// none in a native binary, unless the app adds one.
/// </remarks>
internal sealed class MvcJson
{
    private readonly ConditionalWeakTable<JsonSerializerOptions, JsonSerializerOptions> _completed = [];

    public MvcJson(IServiceProvider services)
    {
        var mvc = services.GetRequiredService<IOptions<JsonOptions>>().Value.JsonSerializerOptions;
        var http = services.GetRequiredService<IOptions<HttpJsonOptions>>().Value.SerializerOptions;
        Options = new JsonSerializerOptions(mvc)
        {
            TypeInfoResolver = JsonTypeInfoResolver.Combine(
                [.. mvc.TypeInfoResolverChain, .. http.TypeInfoResolverChain, MvcJsonContext.Default]),
        };
        Options.MakeReadOnly();

        // Formatters of MVC escape less than JsonResult, unless the app sets an encoder.
        FormatterOptions = mvc.Encoder is null
            ? new JsonSerializerOptions(Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            : Options;
        FormatterOptions.MakeReadOnly();
    }

    /// <summary>Gets the options for request bodies and <see cref="JsonResult"/>.</summary>
    public JsonSerializerOptions Options { get; }

    /// <summary>Gets the options for <see cref="ObjectResult"/>.</summary>
    public JsonSerializerOptions FormatterOptions { get; }

    /// <summary>Returns options of the app's code with the contexts of the app, unless they have their own.</summary>
    public JsonSerializerOptions Complete(JsonSerializerOptions options) => options.TypeInfoResolver is not null
        ? options
        : _completed.GetValue(options, it => new JsonSerializerOptions(it) { TypeInfoResolver = Options.TypeInfoResolver });

    /// <summary>Writes a value of a static type as an <see cref="ObjectResult"/> is written.</summary>
    public Task WriteAsync<T>(HttpContext httpContext, T value)
    {
        var type = Cache<T>.Type;
        if (type is null || !ReferenceEquals(type.Options, FormatterOptions))
        {
            if (!FormatterOptions.TryGetTypeInfo(typeof(T), out var found))
            {
                return WriteAsync(httpContext, value, typeof(T), FormatterOptions);
            }

            // A process may run several apps, as tests do: the cache has the type of the app that used it last.
            Cache<T>.Type = type = (JsonTypeInfo<T>)found;
        }

        return Describes(type, value)
            ? JsonResponse.SendAsync(httpContext, value, type)
            : WriteAsync(httpContext, value, typeof(T), FormatterOptions);
    }

    /// <summary>Writes a value.</summary>
    /// <param name="httpContext">The request.</param>
    /// <param name="value">The value.</param>
    /// <param name="declared">The declared type; null when it is not known.</param>
    /// <param name="options">The settings.</param>
    /// <exception cref="InvalidOperationException">No context of the app covers the type.</exception>
    public static async Task WriteAsync(HttpContext httpContext, object? value, Type? declared, JsonSerializerOptions options)
    {
        try
        {
            await JsonResponse.SendAsync(httpContext, value, TypeOf(value, declared, options));
        }
        catch (NotSupportedException error) when (value is not null && !options.TryGetTypeInfo(value.GetType(), out _))
        {
            throw NotCovered(httpContext, value.GetType(), error);
        }
    }

    /// <inheritdoc cref="WriteAsync(HttpContext, object?, Type?, JsonSerializerOptions)"/>
    public static async Task WriteAsync(HttpContext httpContext, Stream body, object? value, Type? declared, JsonSerializerOptions options)
    {
        try
        {
            await JsonSerializer.SerializeAsync(body, value, TypeOf(value, declared, options), httpContext.RequestAborted);
        }
        catch (NotSupportedException error) when (value is not null && !options.TryGetTypeInfo(value.GetType(), out _))
        {
            throw NotCovered(httpContext, value.GetType(), error);
        }
    }

    /// <remarks>
    /// As in MVC, a derived type is written with all its members. The contract of <see cref="object"/> finds the contract of the run-time
    /// type, or that of its nearest base type or interface: an iterator is written as the <c>IEnumerable&lt;T&gt;</c> that it is.
    /// </remarks>
    private static JsonTypeInfo TypeOf(object? value, Type? declared, JsonSerializerOptions options) =>
        declared is not null && options.TryGetTypeInfo(declared, out var found) && Describes(found, value)
            ? found
            : options.TryGetTypeInfo(typeof(object), out var any) ? any : MvcJsonContext.Default.Object;

    private static bool Describes<T>(JsonTypeInfo type, T value) =>
        type.Type.IsValueType || type.Type.IsSealed || type.PolymorphismOptions is not null ||
        value is null || value.GetType() == type.Type;

    private static InvalidOperationException NotCovered(HttpContext httpContext, Type type, NotSupportedException error) => new(
        $"{httpContext.GetEndpoint()?.DisplayName ?? "The action"} returned {type}, and no JsonSerializerContext of the app covers it. " +
        $"Add [JsonSerializable(typeof({type.Name}))] to a context, and the context to the app: " +
        "builder.Services.ConfigureHttpJsonOptions(options => " +
        "options.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default)).", error);

    private static class Cache<T>
    {
        public static volatile JsonTypeInfo<T>? Type;
    }
}
