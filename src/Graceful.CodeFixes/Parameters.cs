using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.CodeFixes;

/// <summary>Adds parameters to methods.</summary>
internal static class Parameters
{
    public static ParameterSyntax Parse(string text) => SyntaxFactory.ParseParameterList($"({text})").Parameters[0];

    /// <summary>
    /// True when the signature of a method, or the type of a property, may change: it is not declared elsewhere too, in another part, a
    /// base class or an interface.
    /// </summary>
    public static bool CanChange(ISymbol? member) =>
        member is { IsOverride: false, IsVirtual: false, IsAbstract: false } and not (
            IMethodSymbol { IsPartialDefinition: true } or IMethodSymbol { PartialDefinitionPart: not null } or
            IPropertySymbol { IsPartialDefinition: true } or IPropertySymbol { PartialDefinitionPart: not null }) &&
        !member.ContainingType.AllInterfaces.SelectMany(contract => contract.GetMembers(member.Name)).Any(declared =>
            SymbolEqualityComparer.Default.Equals(member.ContainingType.FindImplementationForInterfaceMember(declared), member));

    /// <summary>True when code can add a parameter to the list: directives in it may exclude a part.</summary>
    public static bool CanAdd(SemanticModel model, MethodDeclarationSyntax method) =>
        !method.ParameterList.ContainsDirectives && CanChange(model.GetDeclaredSymbol(method));

    /// <summary>True when the method has a parameter or a variable of the name.</summary>
    public static bool Declares(MethodDeclarationSyntax method, string name) => method.DescendantNodes().Any(node => node switch
    {
        ParameterSyntax parameter => parameter.Identifier.ValueText == name,
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText == name,
        SingleVariableDesignationSyntax variable => variable.Identifier.ValueText == name,
        ForEachStatementSyntax loop => loop.Identifier.ValueText == name,
        CatchDeclarationSyntax caught => caught.Identifier.ValueText == name,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText == name,
        _ => false,
    });

    /// <summary>Adds a parameter after the others, with a default value when it is optional or another parameter has one.</summary>
    public static MethodDeclarationSyntax Add(MethodDeclarationSyntax method, ParameterSyntax parameter, bool isOptional)
    {
        var list = method.ParameterList;
        var added = isOptional || list.Parameters.Any(other => other.Default is not null)
            ? parameter.WithDefault(SyntaxFactory
                .EqualsValueClause(SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression))
                .NormalizeWhitespace()
                .WithLeadingTrivia(SyntaxFactory.Space))
            : parameter;
        return method.WithParameterList(Insert(list, End(list), added));
    }

    /// <summary>Returns the index after all parameters; before <c>params</c>, which is always the last one.</summary>
    public static int End(ParameterListSyntax list) =>
        list.Parameters.Count - (list.Parameters.LastOrDefault()?.Modifiers.Any(SyntaxKind.ParamsKeyword) is true ? 1 : 0);

    /// <summary>Inserts a parameter at an index.</summary>
    public static ParameterListSyntax Insert(ParameterListSyntax list, int index, ParameterSyntax parameter)
    {
        // A new comma is followed by a space even where the existing ones are not.
        var parameters = list.Parameters.Insert(index, parameter);
        var commas = Enumerable.Range(0, parameters.Count - 1).Select(i =>
            i < parameters.SeparatorCount && parameters.GetSeparator(i).TrailingTrivia.Count > 0
                ? parameters.GetSeparator(i)
                : SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space));
        return list.WithParameters(SyntaxFactory.SeparatedList(parameters, commas));
    }

    /// <summary>Returns the simple name where it resolves to the type, the full name otherwise.</summary>
    public static string TypeName(SemanticModel model, int position, string space, string name) =>
        model.LookupNamespacesAndTypes(position, name: name) is { Length: 1 } found &&
        found[0].ContainingNamespace.ToDisplayString() == space
            ? name
            : $"{space}.{name}";
}
