using Graceful.Generators.Model;
using Graceful.Generators.Naming;

namespace Graceful.Generators.Emitting;

/// <summary>
/// Writes the condition under which a value violates an annotation. Where the condition can be written out, nothing is boxed
/// and nothing is called.
/// </summary>
internal static class RuleConditionEmitter
{
    private const string BuiltIn = "global::Graceful.Validation.BuiltIn";

    /// <param name="check">The check.</param>
    /// <param name="value">The value, as an expression.</param>
    /// <param name="annotation">The field that has the annotation.</param>
    /// <param name="owner">The object that the value is in, as an expression.</param>
    public static string Condition(RuleCheck check, string value, string annotation, string owner) => check switch
    {
        IsValidCheck => $"!{annotation}.IsValid({value})",
        AllowsCheck => $"!{BuiltIn}.Allows({annotation}, {value})",
        PatternCheck => $"!{BuiltIn}.Matches({annotation}, {value})",
        NullCheck => $"{value} is null",
        ImplicitNullCheck => $"{value} is null && validation.RequiresNonNullable",
        BlankCheck => $"string.IsNullOrWhiteSpace({value})",
        LengthCheck length => Length(length, value),
        IntegerRangeCheck range => $"{value} is {Outside(range.Least, range.Greatest)}",
        DoubleRangeCheck range => DoubleRange(range, value),
        TypedRangeCheck range => TypedRange(range, value, annotation),
        ComparisonCheck other => $"!object.Equals({value}, {owner}.{Identifiers.Escape(other.Property)})",
        _ => throw new InvalidOperationException($"No condition is known for {check}."),
    };

    private static string Length(LengthCheck length, string value)
    {
        var outside = Outside(
            length.Least is { } least ? Literals.Number(least) : null, length.Greatest is { } greatest ? Literals.Number(greatest) : null);
        const string Count = "global::Graceful.Validation.ItemCount.Of";
        return length switch
        {
            { Measure: not LengthMeasure.Items } => $"{value} is {{ {length.Measure}: {outside} }}",
            { IsNullableValue: true } => $"{value}.HasValue && {Count}({value}.GetValueOrDefault()) is {outside}",
            { IsValueType: true } => $"{Count}({value}) is {outside}",
            _ => $"{value} is not null && {Count}({value}) is {outside}",
        };
    }

    private static string Outside(string? least, string? greatest) => (least, greatest) switch
    {
        (null, _) => $"> {greatest}",
        (_, null) => $"< {least}",
        _ => $"< {least} or > {greatest}",
    };

    private static string DoubleRange(DoubleRangeCheck range, string value)
    {
        var least = (range.IsLeastExclusive ? "> " : ">= ") + ConstantEmitter.Expression(range.Least);
        var greatest = (range.IsGreatestExclusive ? "< " : "<= ") + ConstantEmitter.Expression(range.Greatest);
        var inside = $"({least} and {greatest})";
        var cast = !range.NeedsCast ? string.Empty : range.IsNullable ? "(double?)" : "(double)";
        return $"{cast}{value} is not {(range.IsNullable ? $"(null or {inside})" : inside)}";
    }

    private static string TypedRange(TypedRangeCheck range, string value, string annotation) => range.Value switch
    {
        RangeValue.NullableValueType => $"{value}.HasValue && !{annotation}.Contains({value}.GetValueOrDefault())",
        RangeValue.ReferenceType => $"{value} is not null && !{annotation}.Contains({value})",
        _ => $"!{annotation}.Contains({value})",
    };
}
