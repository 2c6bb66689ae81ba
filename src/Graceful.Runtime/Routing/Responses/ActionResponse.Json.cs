using Graceful.Binding;
using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>JSON responses, written with the app's own <c>JsonTypeInfo</c>.</summary>
public static partial class ActionResponse
{
    /// <summary>Sends a value as JSON.</summary>
    /// <typeparam name="T">Its type, which a <c>JsonSerializerContext</c> of the app must cover.</typeparam>
    /// <param name="httpContext">The request.</param>
    /// <param name="value">The value; <see langword="null"/> is sent as <c>null</c>, as minimal APIs do.</param>
    /// <returns>A task that completes when the value is written.</returns>
    /// <exception cref="InvalidOperationException">No context of the app covers the type.</exception>
    public static Task WriteJsonAsync<T>(HttpContext httpContext, T? value)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var type = JsonTypes.Of<T>(httpContext);
        SetContentType(httpContext.Response);

        // A derived type is written with all its members when the app's context covers it, as in minimal APIs. Their check
        // (JsonTypeInfo.ShouldUseWith in dotnet/aspnetcore, src/Shared/Json/JsonSerializerExtensions.cs) throws when it does not.
        return value is not null && value.GetType() != typeof(T) &&
            type is { Kind: System.Text.Json.Serialization.Metadata.JsonTypeInfoKind.Object, PolymorphismOptions: null } &&
            JsonTypes.TryFind(httpContext, value.GetType()) is { } derived
                ? JsonResponse.SendAsync(httpContext, value, derived)
                : JsonResponse.SendAsync(httpContext, value!, type);
    }

    /// <summary>Sends a value that may be null as JSON.</summary>
    /// <typeparam name="T">Its type, which a <c>JsonSerializerContext</c> of the app must cover.</typeparam>
    /// <param name="httpContext">The request.</param>
    /// <param name="value">The value; <see langword="null"/> is sent as <c>null</c>.</param>
    /// <returns>A task that completes when the value is written.</returns>
    /// <exception cref="InvalidOperationException">No context of the app covers the type.</exception>
    public static Task WriteNullableJsonAsync<T>(HttpContext httpContext, T? value)
        where T : struct => value is { } there ? WriteJsonAsync(httpContext, there) : WriteJsonNullAsync(httpContext);

    /// <summary>Sends items as a JSON array, each as soon as it is available.</summary>
    /// <typeparam name="T">The type of an item, which a <c>JsonSerializerContext</c> of the app must cover.</typeparam>
    /// <param name="httpContext">The request.</param>
    /// <param name="items">The items.</param>
    /// <returns>A task that completes after the last item, or when the client closes the connection.</returns>
    /// <exception cref="InvalidOperationException">The action returned null, or no context of the app covers the type.</exception>
    public static Task WriteStreamAsync<T>(HttpContext httpContext, IAsyncEnumerable<T>? items)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        return JsonArray.WriteAsync(httpContext, items ?? throw new InvalidOperationException(
            $"The action {httpContext.GetEndpoint()?.DisplayName} returned null instead of an IAsyncEnumerable. Return an empty one " +
            "for an empty array."));
    }

    /// <summary>Returns a result that sends a value as JSON.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The result.</returns>
    public static IResult Json<T>(T? value) => new SentResult<T?>(value, WriteJsonAsync);

    /// <summary>Returns a result that sends a nullable value as JSON.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The result.</returns>
    public static IResult NullableJson<T>(T? value)
        where T : struct => new SentResult<T?>(value, WriteNullableJsonAsync);

    /// <summary>Returns a result that sends items as a JSON array.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="items">The items.</param>
    /// <returns>The result.</returns>
    public static IResult Stream<T>(IAsyncEnumerable<T>? items) => new SentResult<IAsyncEnumerable<T>?>(items, WriteStreamAsync);

    /// <summary>Returns a result for a value whose type is known only at run time: a result, text, or an object sent as JSON.</summary>
    /// <param name="value">The value of an action or a filter; <see langword="null"/> is sent as <c>null</c>.</param>
    /// <returns>The result.</returns>
    public static IResult Anything(object? value) => value switch
    {
        IResult result => result,
        string text => new SentResult<string>(text, WriteAsync),
        null => new SentResult<object?>(null, (httpContext, _) => WriteJsonNullAsync(httpContext)),
        _ => new SentResult<object>(value, WriteObjectAsync),
    };

    /// <summary>Returns a result for the filtered value of an action that returns text or nothing.</summary>
    /// <param name="value">The value of the outermost filter; <see langword="null"/> is an empty response.</param>
    /// <returns>The result.</returns>
    public static IResult TextOrAnything(object? value) => value is null ? TypedResults.Empty : Anything(value);

    /// <summary>Returns a result for the filtered value of an action that returns JSON.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value of the outermost filter.</param>
    /// <returns>The result.</returns>
    public static IResult JsonOrAnything<T>(object? value) => value is T declared and not IResult ? Json(declared) : Anything(value);

    /// <summary>Returns a result for the filtered value of an action that returns a stream of items.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="value">The value of the outermost filter.</param>
    /// <returns>The result.</returns>
    public static IResult StreamOrAnything<T>(object? value) => value is IAsyncEnumerable<T> items ? Stream(items) : Anything(value);

    /// <summary>Sets the type of a response that may have a body, unless the action has set another one.</summary>
    private static void SetContentType(HttpResponse response)
    {
        if (AllowsBody(response.StatusCode))
        {
            response.ContentType ??= JsonArray.ContentType;
        }
    }

    private static Task WriteObjectAsync(HttpContext httpContext, object value)
    {
        var type = JsonTypes.Of(httpContext, value.GetType());
        SetContentType(httpContext.Response);
        return JsonResponse.SendAsync(httpContext, value, type);
    }

    private static async Task WriteJsonNullAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (!AllowsBody(response.StatusCode))
        {
            return;
        }

        SetContentType(response);
        BodyLength.Declare(response, "null"u8.Length);
        await response.BodyWriter.WriteAsync("null"u8.ToArray());
    }

    /// <summary>A value together with the method that sends it: hooks and filters need one result object.</summary>
    private sealed class SentResult<T>(T value, Func<HttpContext, T, Task> send) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => send(httpContext, value);
    }
}
