using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Which types can be read from text, and how.</summary>
internal static class TextTypes
{
    private const string Parsers = "global::Graceful.Binding.TextParsers";
    private const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";

    /// <summary>Whether the type, which is not a string, can be read from text.</summary>
    /// <param name="type">The type, not nullable.</param>
    /// <param name="known">The types to compare with.</param>
    /// <param name="parser">What parses it; null when it parses spans by itself.</param>
    public static bool IsParsed(ITypeSymbol type, KnownTypes known, out string? parser)
    {
        parser = Special(type, known.Binding);
        if (parser is not null)
        {
            return true;
        }

        if (type is not INamedTypeSymbol { IsRefLikeType: false, TypeKind: TypeKind.Class or TypeKind.Struct } named)
        {
            return false;
        }

        if (ParsesItself(named, known.Binding.SpanParsable))
        {
            return true;
        }

        if (ParsesItself(named, known.Binding.Parsable))
        {
            parser = $"{Parsers}.Parsable<{TypeNames.Of(type)}>";
            return true;
        }

        parser = TryParse(named, known);
        return parser is not null;
    }

    private static string? Special(ITypeSymbol type, BindingTypes types) =>
        type.TypeKind == TypeKind.Enum ? $"{Parsers}.Enum<{TypeNames.Of(type)}>"
        : type.SpecialType == SpecialType.System_DateTime ? $"{Parsers}.DateTime"
        : type.SpecialType == SpecialType.System_Double ? $"{Parsers}.DoublePrecision"
        : type.SpecialType == SpecialType.System_Single ? $"{Parsers}.SinglePrecision"
        : type.SpecialType == SpecialType.System_Decimal ? $"{Parsers}.DecimalNumber"
        : type.Is(types.DateTimeOffset) ? $"{Parsers}.DateTimeOffset"
        : type.Is(types.Uri) ? $"{Parsers}.Uri"
        : null;

    private static bool ParsesItself(INamedTypeSymbol type, INamedTypeSymbol? contract) => type.AllInterfaces.Any(candidate =>
        candidate.OriginalDefinition.Is(contract) && candidate.TypeArguments[0].Is(type));

    /// <summary>A public static TryParse of the type or of a base: from a span rather than from a string, with a culture rather than without.</summary>
    private static string? TryParse(INamedTypeSymbol type, KnownTypes known)
    {
        var found = new List<(int Rank, string Call)>();
        for (INamedTypeSymbol? holder = type; holder is { SpecialType: not SpecialType.System_Object }; holder = holder.BaseType)
        {
            foreach (var method in holder.GetMembers("TryParse").OfType<IMethodSymbol>())
            {
                if (Rank(method, type, known) is { } rank)
                {
                    var text = rank < 2 ? "text" : "text.ToString()";
                    var arguments = rank is 0 or 2 ? $"{text}, {Invariant}" : text;
                    found.Add((rank, $"static (global::System.ReadOnlySpan<char> text, out {TypeNames.Of(type)} value) => {TypeNames.Of(holder)}.TryParse({arguments}, out value!)"));
                }
            }

            if (found.Count > 0)
            {
                return found.OrderBy(one => one.Rank).First().Call;
            }
        }

        return null;
    }

    private static int? Rank(IMethodSymbol method, INamedTypeSymbol type, KnownTypes known)
    {
        if (method is not { IsStatic: true, IsGenericMethod: false, DeclaredAccessibility: Accessibility.Public, ReturnType.SpecialType: SpecialType.System_Boolean } ||
            method.Parameters.Length is not (2 or 3) ||
            method.Parameters[method.Parameters.Length - 1] is not { RefKind: RefKind.Out } last ||
            !last.Type.Is(type) ||
            (method.Parameters.Length == 3 && !method.Parameters[1].Type.Is(known.Binding.FormatProvider)))
        {
            return null;
        }

        var withCulture = method.Parameters.Length == 3;
        var first = method.Parameters[0].Type;
        return first.SpecialType == SpecialType.System_String ? (withCulture ? 2 : 3)
            : first is INamedTypeSymbol { TypeArguments.Length: 1 } span && span.OriginalDefinition.Is(known.Binding.ReadOnlySpan) &&
                span.TypeArguments[0].SpecialType == SpecialType.System_Char ? (withCulture ? 0 : 1)
            : null;
    }
}
