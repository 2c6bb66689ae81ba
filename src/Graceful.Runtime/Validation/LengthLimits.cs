using System.Collections;
using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;

namespace Graceful.Validation;

/// <summary>A <c>[MinLength]</c> that counts without reflection. Created by generated code, once.</summary>
/// <param name="length">The minimum length.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[method: UnconditionalSuppressMessage("Trimming", "IL2026", Justification = ItemCount.Justification)]
public sealed class LeastLength(int length) : MinLengthAttribute(length)
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null || ItemCount.Of(value) >= Length;
}

/// <summary>A <c>[MaxLength]</c> that counts without reflection. Created by generated code, once.</summary>
/// <param name="length">The maximum length.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[method: UnconditionalSuppressMessage("Trimming", "IL2026", Justification = ItemCount.Justification)]
public sealed class GreatestLength(int length) : MaxLengthAttribute(length)
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null || ItemCount.Of(value) <= Length;
}

/// <summary>A <c>[Length]</c> that counts without reflection. Created by generated code, once.</summary>
/// <param name="minimumLength">The minimum length.</param>
/// <param name="maximumLength">The maximum length.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[method: UnconditionalSuppressMessage("Trimming", "IL2026", Justification = ItemCount.Justification)]
public sealed class LengthBetween(int minimumLength, int maximumLength) : LengthAttribute(minimumLength, maximumLength)
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is null || (ItemCount.Of(value) is var count && count >= MinimumLength && count <= MaximumLength);
}

/// <summary>Counts values whose length is known only at run time: an <c>object</c>, or a sequence without a count.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ItemCount
{
    internal const string Justification = "The base class reflects in IsValid, which is overridden.";

    /// <summary>Returns the length of a text, or the number of items of a collection.</summary>
    /// <param name="value">The text or the collection.</param>
    /// <returns>The length.</returns>
    /// <exception cref="InvalidCastException">It is neither.</exception>
    public static int Of(object value) => value switch
    {
        string text => text.Length,
        ICollection collection => collection.Count,
        IEnumerable sequence => Count(sequence),
        _ => throw new InvalidCastException($"An annotation limits the length of a {value?.GetType()}, which has none."),
    };

    /// <summary>Returns the number of items of an immutable array; 0 for the default, which has none.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="array">The array.</param>
    /// <returns>The length.</returns>
    public static int Of<T>(ImmutableArray<T> array) => array.IsDefault ? 0 : array.Length;

    private static int Count(IEnumerable sequence)
    {
        var count = 0;
        foreach (var _ in sequence)
        {
            count++;
        }

        return count;
    }
}
