using System.Globalization;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Names a validator by its type alone: callers need not know the other validators.</summary>
internal static class ValidatorNames
{
    // Not Graceful.Generated.Actions, where a controller may have the same name as a type.
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
    /// Nested and constructed types have no unique name that is an identifier: <c>A.B</c> and <c>A_B</c>, or <c>Page&lt;Book&gt;</c> and
    /// <c>Page&lt;Author&gt;</c>, may both exist. A hash (FNV-1a) of the full name distinguishes them.
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
