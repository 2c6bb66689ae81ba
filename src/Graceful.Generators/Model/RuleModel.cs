namespace Graceful.Generators.Model;

/// <summary>An annotation.</summary>
/// <param name="Name">Its name in the source: <c>StringLength</c>.</param>
/// <param name="Annotation">The object that represents it at run time, which has its message.</param>
/// <param name="Check">The condition under which a value violates it.</param>
/// <param name="IsRequired">True when it precedes the others, which are skipped when it is violated.</param>
/// <param name="NeedsOwner">True when it reads more of the object than the one value.</param>
internal sealed record RuleModel(string Name, AnnotationModel Annotation, RuleCheck Check, bool IsRequired, bool NeedsOwner)
{
    /// <summary>True when null may violate it, although it is not .NET's own [Required].</summary>
    public bool MayRefuseNull { get; init; }
}

/// <param name="Kind">The representation of the annotation at run time.</param>
/// <param name="Attribute">The annotation as written.</param>
/// <param name="Compared">The other property of [Compare]; null for others.</param>
internal sealed record AnnotationModel(AnnotationKind Kind, AttributeModel Attribute, ComparedPropertyModel? Compared = null);

internal enum AnnotationKind
{
    /// <summary>The attribute itself.</summary>
    Attribute,

    /// <summary>A replacement for [MinLength], [MaxLength] and [Length], which count by reflection and warn the trimmer of it.</summary>
    Length,

    /// <summary>A replacement for <c>[Range(typeof(T), ...)]</c>, which looks for a type converter by reflection.</summary>
    Range,

    /// <summary>A replacement for [Compare], which reads the other property by reflection.</summary>
    Comparison,
}

/// <param name="Name">The name of the property.</param>
/// <param name="Display">Its [Display]; null when it has none with a name.</param>
internal sealed record ComparedPropertyModel(string Name, AttributeModel? Display);

/// <summary>The condition under which a value violates an annotation.</summary>
internal abstract record RuleCheck;

/// <summary>Only the annotation can decide, given the object that the value is in.</summary>
internal sealed record AnnotationCheck : RuleCheck;

/// <summary>The annotation decides by the value alone.</summary>
internal sealed record IsValidCheck : RuleCheck;

/// <summary>The annotation decides, and accepts null.</summary>
internal sealed record AllowsCheck : RuleCheck;

/// <summary>A regular expression that the whole text must match.</summary>
internal sealed record PatternCheck : RuleCheck;

/// <summary>The value is null.</summary>
internal sealed record NullCheck : RuleCheck;

/// <summary>The value is null although its type is a non-nullable reference, and the app has not switched the check off.</summary>
internal sealed record ImplicitNullCheck : RuleCheck;

/// <summary>The text is null, empty or white space.</summary>
internal sealed record BlankCheck : RuleCheck;

/// <summary>The length of a text, or the count of a collection, is outside of two limits.</summary>
/// <param name="Measure">How it is measured.</param>
/// <param name="Least">The least length; null for none.</param>
/// <param name="Greatest">The greatest length; null for none.</param>
internal sealed record LengthCheck(LengthMeasure Measure, int? Least, int? Greatest) : RuleCheck
{
    /// <summary>True when the value is a struct: it cannot be compared with null.</summary>
    public bool IsValueType { get; init; }

    /// <summary>True when the value is a nullable struct.</summary>
    public bool IsNullableValue { get; init; }
}

internal enum LengthMeasure
{
    /// <summary>The property <c>Length</c>.</summary>
    Length,

    /// <summary>The property <c>Count</c>.</summary>
    Count,

    /// <summary>The items are counted.</summary>
    Items,
}

/// <summary>An integer is outside of two limits.</summary>
/// <param name="Least">The least value; null where the type has none below.</param>
/// <param name="Greatest">The greatest value; null where the type has none above.</param>
internal sealed record IntegerRangeCheck(string? Least, string? Greatest) : RuleCheck;

/// <summary>A number, converted to double, is outside of two limits. NaN is outside of every range.</summary>
/// <param name="Least">The lower limit.</param>
/// <param name="Greatest">The upper limit.</param>
/// <param name="IsLeastExclusive">True when the lower limit itself is outside.</param>
/// <param name="IsGreatestExclusive">True when the upper limit itself is outside.</param>
/// <param name="NeedsCast">True when the type is not double.</param>
/// <param name="IsNullable">True when the value may be null, which is inside.</param>
internal sealed record DoubleRangeCheck(
    PrimitiveConstant Least, PrimitiveConstant Greatest, bool IsLeastExclusive, bool IsGreatestExclusive, bool NeedsCast, bool IsNullable)
    : RuleCheck;

/// <summary>A value is outside of limits of its own type.</summary>
/// <param name="Value">The kind of the value; null is inside.</param>
internal sealed record TypedRangeCheck(RangeValue Value) : RuleCheck;

internal enum RangeValue
{
    ValueType,
    NullableValueType,
    ReferenceType,
}

/// <summary>The value differs from another property.</summary>
/// <param name="Property">The name of the other property.</param>
internal sealed record ComparisonCheck(string Property) : RuleCheck;
