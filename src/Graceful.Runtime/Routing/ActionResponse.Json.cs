using Graceful.Binding;
using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>What is sent as JSON, through the app's own <c>JsonTypeInfo</c>.</summary>
public static partial class ActionResponse
{
    /// <summary>Sends a value as JSON.</summary>
    /// <typeparam name="T">Its type, which a <c>JsonSerializerContext</c> of the app covers.</typeparam>
    /// <param name="httpContext">The request.</param>
    /// <param name="value">The value; <see langword="null"/> is sent as <c>null</c>, as minimal APIs do.</param>
    /// <returns>A task that completes when the value is with the server.</returns>
    /// <exception cref="InvalidOperationException">No context of the app covers the type.</exception>
    public static Task WriteJsonAsync<T>(HttpContext httpContext, T? value)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var type = JsonTypes.Of<T>(httpContext);

        // What derives from the declared class is written whole where the app can write it, as minimal APIs do. Their check
        // (JsonTypeInfo.ShouldUseWith in dotnet/aspnetcore, src/Shared/Json/JsonSerializerExtensions.cs) throws where it cannot.
        return value is not null && value.GetType() != typeof(T) &&
            type is { Kind: System.Text.Json.Serialization.Metadata.JsonTypeInfoKind.Object, PolymorphismOptions: null } &&
            JsonTypes.TryFind(httpContext, value.GetType()) is { } derived
                ? httpContext.Response.WriteAsJsonAsync(value, derived, httpContext.Response.ContentType)
                : httpContext.Response.WriteAsJsonAsync(value!, type, httpContext.Response.ContentType);
    }

    /// <summary>Sends a value that may be null as JSON.</summary>
    /// <typeparam name="T">Its type, which a <c>JsonSerializerContext</c> of the app covers.</typeparam>
    /// <param name="httpContext">The request.</param>
    /// <param name="value">The value; <see langword="null"/> is sent as <c>null</c>.</param>
    /// <returns>A task that completes when the value is with the server.</returns>
    /// <exception cref="InvalidOperationException">No context of the app covers the type.</exception>
    public static Task WriteNullableJsonAsync<T>(HttpContext httpContext, T? value)
        where T : struct => value is { } there ? WriteJsonAsync(httpContext, there) : WriteJsonNullAsync(httpContext);

    /// <summary>Sends items as a JSON array, each as soon as it comes.</summary>
    /// <typeparam name="T">The type of an item, which a <c>JsonSerializerContext</c> of the app covers.</typeparam>
    /// <param name="httpContext">The request.</param>
    /// <param name="items">The items.</param>
    /// <returns>A task that completes behind the last item, or when the client has gone.</returns>
    /// <exception cref="InvalidOperationException">The action returned <see langword="null"/>, or no context of the app covers the type.</exception>
    public static Task WriteStreamAsync<T>(HttpContext httpContext, IAsyncEnumerable<T>? items)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        return JsonArray.WriteAsync(httpContext, items ?? throw new InvalidOperationException(
            $"The action {httpContext.GetEndpoint()?.DisplayName} returned null instead of an IAsyncEnumerable. Return an empty one for an empty array."));
    }

    /// <summary>A value as a result that sends it as JSON.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The result.</returns>
    public static IResult Json<T>(T? value) => new SentResult<T?>(value, WriteJsonAsync);

    /// <summary>A value that may be null as a result that sends it as JSON.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The result.</returns>
    public static IResult NullableJson<T>(T? value)
        where T : struct => new SentResult<T?>(value, WriteNullableJsonAsync);

    /// <summary>Items as a result that sends them as a JSON array.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="items">The items.</param>
    /// <returns>The result.</returns>
    public static IResult Stream<T>(IAsyncEnumerable<T>? items) => new SentResult<IAsyncEnumerable<T>?>(items, WriteStreamAsync);

    /// <summary>What only the running program knows: a result, text, or an object that is sent as JSON.</summary>
    /// <param name="value">What an action or a filter returned; <see langword="null"/> is sent as <c>null</c>.</param>
    /// <returns>The result.</returns>
    public static IResult Anything(object? value) => value switch
    {
        IResult result => result,
        string text => new SentResult<string>(text, WriteAsync),
        null => new SentResult<object?>(null, (httpContext, _) => WriteJsonNullAsync(httpContext)),
        _ => new SentResult<object>(value, (httpContext, it) => httpContext.Response.WriteAsJsonAsync(
            it, JsonTypes.Of(httpContext, it.GetType()), httpContext.Response.ContentType)),
    };

    /// <summary>What came out of the filters of an action that returns text or nothing.</summary>
    /// <param name="value">What the outermost filter returned; <see langword="null"/> is an empty response.</param>
    /// <returns>The result.</returns>
    public static IResult TextOrAnything(object? value) => value is null ? TypedResults.Empty : Anything(value);

    /// <summary>What came out of the filters of an action that returns a value for JSON.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">What the outermost filter returned.</param>
    /// <returns>The result.</returns>
    public static IResult JsonOrAnything<T>(object? value) => value is T declared and not IResult ? Json(declared) : Anything(value);

    /// <summary>What came out of the filters of an action that returns a stream of items.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="value">What the outermost filter returned.</param>
    /// <returns>The result.</returns>
    public static IResult StreamOrAnything<T>(object? value) => value is IAsyncEnumerable<T> items ? Stream(items) : Anything(value);

    private static async Task WriteJsonNullAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType ??= JsonArray.ContentType;
        response.ContentLength ??= 4;
        await response.BodyWriter.WriteAsync("null"u8.ToArray());
    }

    /// <summary>A value with the way it is sent: for hooks and filters, which take a result as one thing.</summary>
    private sealed class SentResult<T>(T value, Func<HttpContext, T, Task> send) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => send(httpContext, value);
    }
}
