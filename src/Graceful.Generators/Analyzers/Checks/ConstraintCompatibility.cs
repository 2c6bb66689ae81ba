using Graceful.Generators.Parsing;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Checks;

/// <summary>Compares constraints with parameter types. Only types of the framework are compared.</summary>
internal static class ConstraintCompatibility
{
    [Flags]
    private enum Family
    {
        Integer = 1,
        Real = 2,
        Boolean = 4,
        Character = 8,
        Identifier = 16,
        Date = 32,
        Time = 64,
        Enumeration = 128,
    }

    public static bool Contradicts(RouteConstraint constraint, ITypeSymbol type, KnownTypes known)
    {
        if (FamilyOf(type, known) is not { } family)
        {
            return false;
        }

        var never = constraint.Kind switch
        {
            ConstraintKind.Int or ConstraintKind.Long or ConstraintKind.Min or ConstraintKind.Max or ConstraintKind.Range =>
                Family.Boolean | Family.Identifier | Family.Date,
            ConstraintKind.Decimal or ConstraintKind.Double or ConstraintKind.Float => Family.Boolean | Family.Identifier,
            ConstraintKind.Guid =>
                Family.Integer | Family.Real | Family.Boolean | Family.Character | Family.Date | Family.Time | Family.Enumeration,
            ConstraintKind.Bool =>
                Family.Integer | Family.Real | Family.Character | Family.Identifier | Family.Date | Family.Time,
            ConstraintKind.DateTime => Family.Integer | Family.Boolean | Family.Character | Family.Identifier,
            ConstraintKind.Alpha => Family.Integer | Family.Time,
            _ => default,
        };
        return (never & family) != 0 || OutOfRange(constraint, type);
    }

    /// <summary>Returns the constraint that matches the type, or null when none does.</summary>
    public static string? ConstraintFor(ITypeSymbol type, KnownTypes known) => type.SpecialType switch
    {
        SpecialType.System_Int32 => "int",
        SpecialType.System_Int64 => "long",
        SpecialType.System_Boolean => "bool",
        SpecialType.System_Decimal => "decimal",
        SpecialType.System_Double => "double",
        SpecialType.System_Single => "float",
        SpecialType.System_DateTime => "datetime",
        _ => FamilyOf(type, known) == Family.Identifier ? "guid" : null,
    };

    private static Family? FamilyOf(ITypeSymbol type, KnownTypes known) => type switch
    {
        { TypeKind: TypeKind.Enum } => Family.Enumeration,
        { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 } => Family.Integer,
        { SpecialType: SpecialType.System_Decimal or SpecialType.System_Double or SpecialType.System_Single } => Family.Real,
        { SpecialType: SpecialType.System_Boolean } => Family.Boolean,
        { SpecialType: SpecialType.System_Char } => Family.Character,
        { SpecialType: SpecialType.System_DateTime } => Family.Date,
        { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => type.Name switch
        {
            "Guid" => Family.Identifier,
            "DateOnly" or "DateTimeOffset" => Family.Date,
            "TimeSpan" => Family.Time,
            _ => null,
        },
        _ => null,
    };

    private static bool OutOfRange(RouteConstraint constraint, ITypeSymbol type) =>
        IntegerTypes.Bounds(type.SpecialType) is { } values && constraint.Kind switch
        {
            ConstraintKind.Min => constraint.Least > values.Most,
            ConstraintKind.Max => constraint.Most < values.Least,
            ConstraintKind.Range => constraint.Least > values.Most || constraint.Most < values.Least,
            _ => false,
        };
}
