using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Graceful.Validation;

/// <summary>
/// <c>[Range(typeof(T), "1", "5")]</c> without the type converter, which would be found by reflection: the type parses its own
/// limits. Made by generated code, once.
/// </summary>
/// <typeparam name="T">The type of the limits.</typeparam>
/// <param name="minimum">The smallest value.</param>
/// <param name="maximum">The largest value.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[method: UnconditionalSuppressMessage(
    "Trimming", "IL2026", Justification = "The base class converts in IsValid and FormatErrorMessage, both of which are overridden.")]
[method: UnconditionalSuppressMessage("Trimming", "IL2087", Justification = "The type is looked into by its converter only.")]
public sealed class RangeOf<T>(string minimum, string maximum) : RangeAttribute(typeof(T), minimum, maximum)
    where T : IParsable<T>, IComparable<T>
{
    private Limits? _limits;

    /// <summary>Whether a value is in the range.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Whether it is.</returns>
    public bool Contains(T value)
    {
        var (least, most) = ParsedLimits;
        var (toLeast, toMost) = (least.CompareTo(value), most.CompareTo(value));
        return (MinimumIsExclusive ? toLeast < 0 : toLeast <= 0) && (MaximumIsExclusive ? toMost > 0 : toMost >= 0);
    }

    /// <inheritdoc/>
    /// <remarks>What is missing is in the range: it may be required besides. Text is parsed; what cannot be is not in the range.</remarks>
    public override bool IsValid(object? value) => value switch
    {
        null or "" => true,
        T known => Contains(known),
        string text => T.TryParse(text, ConvertValueInInvariantCulture ? CultureInfo.InvariantCulture : CultureInfo.CurrentCulture, out var parsed) && Contains(parsed),
        _ => false,
    };

    /// <inheritdoc/>
    public override string FormatErrorMessage(string name)
    {
        var (least, most) = ParsedLimits;
        return string.Format(CultureInfo.CurrentCulture, ErrorMessageString, name, least, most);
    }

    /// <summary>Parsed with the first request, as the base class does: in the culture of that moment, unless the invariant one is asked for.</summary>
    private Limits ParsedLimits => _limits ??= Parse();

    private Limits Parse()
    {
        var culture = ParseLimitsInInvariantCulture ? CultureInfo.InvariantCulture : CultureInfo.CurrentCulture;
        return new Limits(T.Parse((string)Minimum, culture), T.Parse((string)Maximum, culture));
    }

    private sealed record Limits(T Least, T Most);
}
