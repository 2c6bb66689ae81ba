using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The types that are parsed from text.</summary>
internal static class TextTypes
{
    /// <summary>True when the type, which is not a string, is parsed from text.</summary>
    /// <param name="type">The type, not nullable.</param>
    /// <param name="known">The types to compare with.</param>
    /// <param name="parser">The parser; null for <c>ISpanParsable</c>.</param>
    public static bool IsParsed(ITypeSymbol type, KnownTypes known, out TextParserModel? parser)
    {
        parser = Special(type, known.Binding) is { } kind ? new TextParserModel(kind) : null;
        if (parser is not null)
        {
            return true;
        }

        if (type is not INamedTypeSymbol { IsRefLikeType: false, TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } named)
        {
            return false;
        }

        if (named.TypeKind == TypeKind.Interface)
        {
            parser = TryParse(named, known);
            return parser is not null;
        }

        if (named.ImplementsForItself(known.Binding.SpanParsable))
        {
            return true;
        }

        if (named.ImplementsForItself(known.Binding.Parsable))
        {
            parser = new TextParserModel(TextParserKind.Parsable);
            return true;
        }

        parser = TryParse(named, known);
        return parser is not null;
    }

    private static TextParserKind? Special(ITypeSymbol type, BindingTypes types) =>
        type.TypeKind == TypeKind.Enum ? TextParserKind.Enum
        : type.SpecialType == SpecialType.System_DateTime ? TextParserKind.DateTime
        : type.SpecialType == SpecialType.System_Double ? TextParserKind.Double
        : type.SpecialType == SpecialType.System_Single ? TextParserKind.Single
        : type.SpecialType == SpecialType.System_Decimal ? TextParserKind.Decimal
        : type.Is(types.Half) || type.Is(types.NativeFloat) ? TextParserKind.FloatingPoint
        : type.Is(types.DateTimeOffset) ? TextParserKind.DateTimeOffset
        : type.Is(types.Uri) ? TextParserKind.Uri
        : null;

    /// <summary>Finds a public static TryParse of the type or a base. Spans precede strings; a culture precedes none.</summary>
    private static TextParserModel? TryParse(INamedTypeSymbol type, KnownTypes known)
    {
        var found = new List<(TextParserKind Kind, INamedTypeSymbol Holder)>();
        foreach (var holder in type.SelfAndBases())
        {
            foreach (var method in holder.GetMembers("TryParse").OfType<IMethodSymbol>())
            {
                if (KindOf(method, type, known) is { } kind && IsCalled(method, known))
                {
                    found.Add((kind, holder));
                }
            }

            if (found.Count > 0)
            {
                var (kind, declaring) = found.OrderBy(one => one.Kind).First();
                return new TextParserModel(kind, TypeNames.Of(declaring));
            }
        }

        return null;
    }

    /// <summary>False when C# calls an overload with another result in its place.</summary>
    private static bool IsCalled(IMethodSymbol method, KnownTypes known) =>
        OverloadPriorities.Preferred(method, known) is null or { ReturnType.SpecialType: SpecialType.System_Boolean };

    private static TextParserKind? KindOf(IMethodSymbol method, INamedTypeSymbol type, KnownTypes known)
    {
        if (method is not { IsStatic: true, IsAbstract: false, IsVirtual: false, IsGenericMethod: false,
            DeclaredAccessibility: Accessibility.Public, ReturnType.SpecialType: SpecialType.System_Boolean } ||
            method.Parameters.Length is not (2 or 3) || method.IsObsoleteAsError() ||
            method.Parameters[method.Parameters.Length - 1] is not { RefKind: RefKind.Out } last ||
            !last.Type.Is(type) ||
            (method.Parameters.Length == 3 && !method.Parameters[1].Type.Is(known.Binding.FormatProvider)))
        {
            return null;
        }

        var withCulture = method.Parameters.Length == 3;
        var first = method.Parameters[0].Type;
        return first.SpecialType == SpecialType.System_String
            ? withCulture ? TextParserKind.TryParseTextWithCulture : TextParserKind.TryParseText
            : first is INamedTypeSymbol { TypeArguments.Length: 1 } span && span.OriginalDefinition.Is(known.Binding.ReadOnlySpan) &&
                span.TypeArguments[0].SpecialType == SpecialType.System_Char
                    ? withCulture ? TextParserKind.TryParseSpanWithCulture : TextParserKind.TryParseSpan
            : null;
    }
}
