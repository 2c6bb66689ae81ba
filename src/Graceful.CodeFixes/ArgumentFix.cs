using System.Composition;
using Graceful.Generators.Analyzers.Advice;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Graceful.CodeFixes;

/// <summary>Makes an argument nullable that the route may leave out (GR0032), and adds a CancellationToken (GR0037).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ArgumentFix() : CodeFix("GR0032", "GR0037")
{
    private protected override void Register(Fault fault)
    {
        if (fault.Diagnostic.Id == "GR0032")
        {
            // A member of an [AsParameters] object is fixed where it is written.
            var written = fault.Diagnostic.Properties.ContainsKey(RouteArguments.Elsewhere) ? null
                : fault.Enclosing<ParameterSyntax>()?.Type ?? fault.Enclosing<PropertyDeclarationSyntax>()?.Type;
            if (written is { } type and not NullableTypeSyntax)
            {
                fault.Offer($"Make it {type}?", "MakeNullable", () => fault.Root.ReplaceNode(
                    type, SyntaxFactory.NullableType(type.WithoutTrailingTrivia()).WithTrailingTrivia(type.GetTrailingTrivia())));
            }
        }
        else if (fault.Enclosing<MethodDeclarationSyntax>() is { } method && CanGrow(fault, method))
        {
            fault.Offer("Take a CancellationToken", "TakeToken", () => fault.Root.ReplaceNode(method, Parameters.Add(method, Token(fault.Model, method))));
        }
    }

    /// <summary>What a base or an interface says of the method, another place would have to say too.</summary>
    private static bool CanGrow(Fault fault, MethodDeclarationSyntax method) =>
        fault.Model.GetDeclaredSymbol(method, fault.Context.CancellationToken) is { IsOverride: false, IsVirtual: false, IsAbstract: false } symbol &&
        !symbol.ContainingType.AllInterfaces.SelectMany(contract => contract.GetMembers()).Any(member =>
            SymbolEqualityComparer.Default.Equals(symbol.ContainingType.FindImplementationForInterfaceMember(member), symbol));

    private static ParameterSyntax Token(SemanticModel model, MethodDeclarationSyntax method)
    {
        var isIterator = method.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(node => node is YieldStatementSyntax);
        var names = method.ParameterList.Parameters.Select(parameter => parameter.Identifier.Text).ToArray();
        var name = names.Contains("cancellationToken") ? "aborted" : "cancellationToken";
        var type = Parameters.TypeName(model, method.ParameterList.SpanStart, "System.Threading", "CancellationToken");
        var attribute = isIterator
            ? $"[{Parameters.TypeName(model, method.ParameterList.SpanStart, "System.Runtime.CompilerServices", "EnumeratorCancellationAttribute").Replace("CancellationAttribute", "Cancellation")}] "
            : string.Empty;
        return Parameters.Parse($"{attribute}{type} {name}");
    }
}
