using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace Graceful.Mvc;

/// <summary>Converts the result of an MVC action to an <see cref="IActionResult"/>. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MvcReturn
{
    /// <summary>Returns the result of an action that has run and returns nothing.</summary>
    /// <returns>An empty result.</returns>
    public static ValueTask<IActionResult> Nothing() => new(new EmptyResult());

    /// <summary>Awaits an action that returns nothing.</summary>
    /// <param name="task">The task of the action.</param>
    /// <returns>An empty result.</returns>
    public static async ValueTask<IActionResult> NothingAsync(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        await task;
        return new EmptyResult();
    }

    /// <summary>Awaits an action that returns nothing.</summary>
    /// <param name="task">The task of the action.</param>
    /// <returns>An empty result.</returns>
    public static async ValueTask<IActionResult> NothingAsync(ValueTask task)
    {
        await task;
        return new EmptyResult();
    }

    /// <summary>Returns a result.</summary>
    /// <param name="result">The result of the action.</param>
    /// <returns>The result.</returns>
    /// <exception cref="InvalidOperationException">The action returned <see langword="null"/>.</exception>
    public static ValueTask<IActionResult> Result(IActionResult? result) => new(NotNull(result));

    /// <summary>Awaits a result.</summary>
    /// <typeparam name="TResult">The declared type.</typeparam>
    /// <param name="task">The task of the action.</param>
    /// <returns>The result.</returns>
    /// <exception cref="InvalidOperationException">The action returned <see langword="null"/>.</exception>
    public static async ValueTask<IActionResult> ResultAsync<TResult>(Task<TResult> task)
        where TResult : IActionResult
    {
        ArgumentNullException.ThrowIfNull(task);
        return NotNull(await task);
    }

    /// <summary>Awaits a result.</summary>
    /// <typeparam name="TResult">The declared type.</typeparam>
    /// <param name="task">The task of the action.</param>
    /// <returns>The result.</returns>
    /// <exception cref="InvalidOperationException">The action returned <see langword="null"/>.</exception>
    public static async ValueTask<IActionResult> ResultAsync<TResult>(ValueTask<TResult> task)
        where TResult : IActionResult => NotNull(await task);

    /// <summary>Converts an <see cref="ActionResult{TValue}"/>.</summary>
    /// <param name="result">The result of the action.</param>
    /// <returns>The result.</returns>
    /// <exception cref="InvalidOperationException">The action returned <see langword="null"/>.</exception>
    public static ValueTask<IActionResult> Converted(IConvertToActionResult? result) => new(Convert(result));

    /// <inheritdoc cref="Converted(IConvertToActionResult?)"/>
    /// <typeparam name="T">The type of the value.</typeparam>
    public static ValueTask<IActionResult> Converted<T>(ActionResult<T>? result) => new(Convert(result));

    /// <summary>Awaits and converts an <see cref="ActionResult{TValue}"/>.</summary>
    /// <typeparam name="TResult">The declared type.</typeparam>
    /// <param name="task">The task of the action.</param>
    /// <returns>The result.</returns>
    /// <exception cref="InvalidOperationException">The action returned <see langword="null"/>.</exception>
    public static async ValueTask<IActionResult> ConvertedAsync<TResult>(Task<TResult> task)
        where TResult : IConvertToActionResult
    {
        ArgumentNullException.ThrowIfNull(task);
        return Convert(await task);
    }

    /// <summary>Awaits and converts an <see cref="ActionResult{TValue}"/>.</summary>
    /// <typeparam name="TResult">The declared type.</typeparam>
    /// <param name="task">The task of the action.</param>
    /// <returns>The result.</returns>
    /// <exception cref="InvalidOperationException">The action returned <see langword="null"/>.</exception>
    public static async ValueTask<IActionResult> ConvertedAsync<TResult>(ValueTask<TResult> task)
        where TResult : IConvertToActionResult => Convert(await task);

    /// <inheritdoc cref="ConvertedAsync{TResult}(Task{TResult})"/>
    /// <typeparam name="T">The type of the value.</typeparam>
    public static async ValueTask<IActionResult> ConvertedAsync<T>(Task<ActionResult<T>> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Convert(await task);
    }

    /// <inheritdoc cref="ConvertedAsync{TResult}(ValueTask{TResult})"/>
    /// <typeparam name="T">The type of the value.</typeparam>
    public static async ValueTask<IActionResult> ConvertedAsync<T>(ValueTask<ActionResult<T>> task) => Convert(await task);

    /// <summary>Returns a result of minimal APIs.</summary>
    /// <param name="result">The result of the action.</param>
    /// <returns>The result.</returns>
    /// <exception cref="InvalidOperationException">The action returned <see langword="null"/>.</exception>
    public static ValueTask<IActionResult> HttpResult(IResult? result) => new(new HttpActionResult(NotNull(result)));

    /// <summary>Awaits a result of minimal APIs.</summary>
    /// <typeparam name="TResult">The declared type.</typeparam>
    /// <param name="task">The task of the action.</param>
    /// <returns>The result.</returns>
    /// <exception cref="InvalidOperationException">The action returned <see langword="null"/>.</exception>
    public static async ValueTask<IActionResult> HttpResultAsync<TResult>(Task<TResult> task)
        where TResult : IResult
    {
        ArgumentNullException.ThrowIfNull(task);
        return new HttpActionResult(NotNull(await task));
    }

    /// <summary>Awaits a result of minimal APIs.</summary>
    /// <typeparam name="TResult">The declared type.</typeparam>
    /// <param name="task">The task of the action.</param>
    /// <returns>The result.</returns>
    /// <exception cref="InvalidOperationException">The action returned <see langword="null"/>.</exception>
    public static async ValueTask<IActionResult> HttpResultAsync<TResult>(ValueTask<TResult> task)
        where TResult : IResult => new HttpActionResult(NotNull(await task));

    /// <summary>Returns a value, which is sent as an <see cref="ObjectResult"/>.</summary>
    /// <typeparam name="T">The declared type.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The result.</returns>
    public static ValueTask<IActionResult> Value<T>(T value) => new(Of(value));

    /// <summary>Awaits a value, which is sent as an <see cref="ObjectResult"/>.</summary>
    /// <typeparam name="T">The declared type.</typeparam>
    /// <param name="task">The task of the action.</param>
    /// <returns>The result.</returns>
    public static async ValueTask<IActionResult> ValueAsync<T>(Task<T> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Of(await task);
    }

    /// <summary>Awaits a value, which is sent as an <see cref="ObjectResult"/>.</summary>
    /// <typeparam name="T">The declared type.</typeparam>
    /// <param name="task">The task of the action.</param>
    /// <returns>The result.</returns>
    public static async ValueTask<IActionResult> ValueAsync<T>(ValueTask<T> task) => Of(await task);

    /// <remarks>As in MVC, a declared <c>object</c> may be a result.</remarks>
    private static IActionResult Of<T>(T value) => value switch
    {
        IActionResult result => result,
        IConvertToActionResult result => result.Convert(),
        IResult result => new HttpActionResult(result),
        _ => new DeclaredValue<T>(value),
    };

    private static IActionResult Convert(IConvertToActionResult? result) => NotNull(result).Convert();

    /// <remarks>The status of a problem is that of the response.</remarks>
    private static IActionResult Convert<T>(ActionResult<T>? result) => NotNull(result) switch
    {
        { Result: { } own } => own,
        { Value: IResult own } => new HttpActionResult(own),
        { Value: ProblemDetails } problem => ((IConvertToActionResult)problem).Convert(),
        var value => new DeclaredValue<T>(value.Value!, StatusCodes.Status200OK),
    };

    private static T NotNull<T>(T? result) => result ?? throw new InvalidOperationException(
        $"The action returned null instead of {typeof(T)}. Return NoContent() for an empty response.");
}
