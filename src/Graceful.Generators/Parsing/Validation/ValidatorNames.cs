using System.Globalization;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Names the validators after their types alone, so that whoever calls one knows its name without having seen the others.</summary>
internal static class ValidatorNames
{
    // Apart from Graceful.Generated.Actions, where a controller may have the name of a type.
    private const string Root = "Graceful.Generated.Validators";

    public static ValidatorName Of(INamedTypeSymbol type)
    {
        var full = TypeNames.Plain(type);
        var space = type.ContainingNamespace.IsGlobalNamespace ? string.Empty : type.ContainingNamespace.ToDisplayString() + ".";
        var name = full.Substring(space.Length).Replace('+', '_');
        var parts = space.Split(['.'], StringSplitOptions.RemoveEmptyEntries).Select(Identifiers.Escape);
        return new ValidatorName(
            string.Join(".", parts.Prepend(Root)),
            name + (type.ContainingType is null && type.TypeArguments.IsEmpty ? string.Empty : Mark(type)) + "Validator");
    }

    /// <summary>
    /// A nested type and a constructed one have no name of their own that could be an identifier: <c>A.B</c> may stand beside
    /// <c>A_B</c>, and <c>Page&lt;Book&gt;</c> beside <c>Page&lt;Author&gt;</c>. They are told apart by a hash (FNV-1a) of the whole name.
    /// </summary>
    private static string Mark(INamedTypeSymbol type)
    {
        var hash = 2166136261;
        foreach (var character in TypeNames.Of(type))
        {
            hash = unchecked((hash ^ character) * 16777619);
        }

        return "_" + hash.ToString("x8", CultureInfo.InvariantCulture) + "_";
    }
}
