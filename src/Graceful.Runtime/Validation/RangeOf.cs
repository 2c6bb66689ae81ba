using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Graceful.Validation;

/// <summary>
/// A <c>[Range(typeof(T), "1", "5")]</c> whose type parses the limits itself, without a type converter found by reflection.
/// Created by generated code, once.
/// </summary>
/// <typeparam name="T">The type of the limits.</typeparam>
/// <param name="minimum">The smallest value.</param>
/// <param name="maximum">The largest value.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[method: UnconditionalSuppressMessage(
    "Trimming", "IL2026", Justification = "The base class converts in IsValid and FormatErrorMessage, both of which are overridden.")]
[method: UnconditionalSuppressMessage(
    "Trimming", "IL2087", Justification = "Only the type converter reflects on the type, and it is not used.")]
public sealed class RangeOf<T>(string minimum, string maximum) : RangeAttribute(typeof(T), minimum, maximum)
    where T : IParsable<T>, IComparable<T>
{
    private Limits? _limits;

    /// <summary>Compares a value with the limits.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when the value is in the range.</returns>
    public bool Contains(T value)
    {
        var (least, most) = ParsedLimits;
        var (toLeast, toMost) = (least.CompareTo(value), most.CompareTo(value));
        return (MinimumIsExclusive ? toLeast < 0 : toLeast <= 0) && (MaximumIsExclusive ? toMost > 0 : toMost >= 0);
    }

    /// <inheritdoc/>
    /// <remarks>A missing value is in the range: <c>[Required]</c> is a separate annotation. Text is parsed first.</remarks>
    public override bool IsValid(object? value) => value switch
    {
        null or "" => true,
        T known => Contains(known),
        string text => T.TryParse(text, CultureOf(ConvertValueInInvariantCulture), out var parsed) && Contains(parsed),
        _ => false,
    };

    /// <inheritdoc/>
    public override string FormatErrorMessage(string name)
    {
        var (least, most) = ParsedLimits;
        return string.Format(CultureInfo.CurrentCulture, ErrorMessageString, name, least, most);
    }

    /// <summary>Gets the limits, parsed at first use as in the base class, in the current or the invariant culture.</summary>
    private Limits ParsedLimits => _limits ??= Parse();

    private Limits Parse()
    {
        var culture = CultureOf(ParseLimitsInInvariantCulture);
        return new Limits(T.Parse((string)Minimum, culture), T.Parse((string)Maximum, culture));
    }

    private static CultureInfo CultureOf(bool isInvariant) => isInvariant ? CultureInfo.InvariantCulture : CultureInfo.CurrentCulture;

    private sealed record Limits(T Least, T Most);
}
