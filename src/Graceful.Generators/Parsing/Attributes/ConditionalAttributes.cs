using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Parsing;

/// <summary>Attributes whose class has <c>[Conditional("SYMBOL")]</c>: the compiler omits them where the symbol is not defined.</summary>
internal static class ConditionalAttributes
{
    private static readonly ConditionalWeakTable<INamedTypeSymbol, string[]> Conditions = new();

    /// <summary>Returns the attributes that the compiled program has.</summary>
    public static IEnumerable<AttributeData> AppliedAttributes(this ISymbol symbol) =>
        symbol.GetAttributes().Where(attribute => !IsOmitted(attribute));

    /// <summary>True for <c>System.Diagnostics.ConditionalAttribute</c>.</summary>
    public static bool IsConditional(AttributeData attribute) => attribute.AttributeClass is
        { Name: "ConditionalAttribute", ContainingNamespace: { Name: "Diagnostics", ContainingNamespace: var system } } &&
        system.IsSystem();

    /// <remarks>A compiled library has none of the attributes that its compiler omitted.</remarks>
    private static bool IsOmitted(AttributeData attribute) =>
        attribute is { AttributeClass: { TypeKind: TypeKind.Class } type, ApplicationSyntaxReference: { } application } &&
        Conditions.GetValue(type.OriginalDefinition, SymbolsOf) is { Length: > 0 } symbols &&
        !symbols.Any(symbol => IsDefined(symbol, application.SyntaxTree));

    /// <summary>One of the symbols is sufficient, also one that a base class names.</summary>
    private static string[] SymbolsOf(INamedTypeSymbol type) =>
    [
        .. type.SelfAndBases().SelectMany(current => current.GetAttributes()).Where(IsConditional)
            .Select(attribute => attribute.ConstructorArguments.FirstOrDefault().Value as string).OfType<string>(),
    ];

    private static bool IsDefined(string symbol, SyntaxTree tree)
    {
        var isDefined = tree.Options.PreprocessorSymbolNames.Contains(symbol);
        var directive = tree.GetRoot() is CSharpSyntaxNode { ContainsDirectives: true } root ? root.GetFirstDirective() : null;
        for (; directive is not null; directive = directive.GetNextDirective())
        {
            isDefined = directive switch
            {
                DefineDirectiveTriviaSyntax { IsActive: true, Name.ValueText: var name } when name == symbol => true,
                UndefDirectiveTriviaSyntax { IsActive: true, Name.ValueText: var name } when name == symbol => false,
                _ => isDefined,
            };
        }

        return isDefined;
    }
}
