using System.Diagnostics.CodeAnalysis;

namespace Graceful;

/// <summary>The result of an <see cref="IParameterBinder{T}"/>: a value, a missing value, or an error.</summary>
/// <remarks>A value converts to it implicitly: a binder may <c>return</c> what it has read.</remarks>
/// <typeparam name="T">The type of the parameter.</typeparam>
[SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "Results are not compared.")]
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "The constructor is the alternate.")]
public readonly struct BindResult<T>
{
    /// <summary>Creates the result for a value; null counts as missing.</summary>
    /// <param name="value">The value.</param>
    public BindResult(T? value)
    {
        Value = value;
        HasValue = value is not null;
    }

    /// <summary>
    /// Gets the result for a request without the value: an optional parameter gets its default value, or null; without the value of
    /// a required parameter the request is refused.
    /// </summary>
    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "The type is that of the binder.")]
    public static BindResult<T> Missing => default;

    /// <summary>Gets a value indicating whether there is a value.</summary>
    public bool HasValue { get; }

    /// <summary>Gets the value; the default of the type when there is none.</summary>
    public T? Value { get; }

    /// <summary>Gets the reason why the request is refused; null when there is none.</summary>
    public string? Error { get; private init; }

    /// <summary>Returns the result for a value; null counts as missing.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator BindResult<T>(T? value) => new(value);

    /// <summary>Returns the result for an invalid value: the request gets a 400 with this error, beside the others.</summary>
    /// <param name="error">The message for the client.</param>
    /// <returns>The result.</returns>
    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "The type is that of the binder.")]
    public static BindResult<T> Invalid(string error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new() { Error = error };
    }
}
