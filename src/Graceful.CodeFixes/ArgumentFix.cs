using System.Composition;
using Graceful.Generators.Analyzers.Checks;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Graceful.CodeFixes;

/// <summary>Makes the argument of an optional route parameter nullable (GR0032) and adds a CancellationToken (GR0037).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ArgumentFix() : CodeFix("GR0032", "GR0037")
{
    private static readonly string[] TokenNames = ["cancellationToken", "aborted", "requestAborted", "token"];

    private protected override async Task RegisterAsync(FixContext context)
    {
        if (context.Diagnostic.Id == "GR0032")
        {
            await RegisterNullableAsync(context).ConfigureAwait(false);
        }
        else if (context.Enclosing<MethodDeclarationSyntax>() is { } method &&
            Parameters.CanAdd(context.Model, method) && !HasOverload(context, method))
        {
            await RegisterTokenAsync(context, method).ConfigureAwait(false);
        }
    }

    private static async Task RegisterNullableAsync(FixContext context)
    {
        // The diagnostic of a member in another file points at the action, not at the member.
        var written = context.Diagnostic.Properties.ContainsKey(RouteArgumentCheck.MemberInOtherFile) ? null
            : context.Enclosing<ParameterSyntax>()?.Type ?? context.Enclosing<PropertyDeclarationSyntax>()?.Type;
        if (written is not { } type || type is NullableTypeSyntax || !CanChange(context, type))
        {
            return;
        }

        var root = context.Root.ReplaceNode(
            type, SyntaxFactory.NullableType(type.WithoutTrailingTrivia()).WithTrailingTrivia(type.GetTrailingTrivia()));
        if (context.Model.GetTypeInfo(type).Type is not { IsValueType: true } ||
            await StillCompilesAsync(context, type, root).ConfigureAwait(false))
        {
            context.Offer($"Change the type to {type}?", "MakeNullable", () => root);
        }
    }

    /// <summary>True when no code uses the value as one that is not nullable, which would be an error of the compiler.</summary>
    private static async Task<bool> StillCompilesAsync(FixContext context, TypeSyntax type, SyntaxNode root)
    {
        var cancellation = context.Context.CancellationToken;
        var symbol = context.Model.GetDeclaredSymbol(type.Parent!, cancellation);
        var solution = context.Document.Project.Solution;
        var uses = await MethodUses.LocationsAsync(symbol, solution, cancellation).ConfigureAwait(false);
        var changed = solution.WithDocumentSyntaxRoot(context.Document.Id, root);
        foreach (var id in uses.Select(use => use.Document.Id).Append(context.Document.Id).Distinct())
        {
            if (await ErrorsAsync(changed.GetDocument(id)!, cancellation).ConfigureAwait(false) >
                await ErrorsAsync(solution.GetDocument(id)!, cancellation).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<int> ErrorsAsync(Document document, CancellationToken cancellation) =>
        (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!.GetDiagnostics(cancellationToken: cancellation)
            .Count(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error);

    private static async Task RegisterTokenAsync(FixContext context, MethodDeclarationSyntax method)
    {
        var symbol = context.Model.GetDeclaredSymbol(method, context.Context.CancellationToken);
        var use = await MethodUses.OfAsync(symbol, context.Document.Project.Solution, context.Context.CancellationToken)
            .ConfigureAwait(false);
        var isLast = Parameters.End(method.ParameterList) == method.ParameterList.Parameters.Count;
        if (use == MethodUse.None || (use == MethodUse.Called && isLast))
        {
            context.Offer(
                "Add a CancellationToken parameter",
                "TakeToken",
                () => context.Root.ReplaceNode(method, Parameters.Add(method, Token(context.Model, method), use == MethodUse.Called)));
        }
    }

    /// <summary>
    /// False for the value type of a member that is also declared in a base class or an interface. A reference type may be nullable
    /// there and here.
    /// </summary>
    private static bool CanChange(FixContext context, TypeSyntax type) =>
        context.Model.GetTypeInfo(type).Type is not { IsValueType: true } || (type.Parent switch
        {
            ParameterSyntax { Parent.Parent: MethodDeclarationSyntax method } =>
                Parameters.CanChange(context.Model.GetDeclaredSymbol(method)),
            PropertyDeclarationSyntax property => Parameters.CanChange(context.Model.GetDeclaredSymbol(property)),
            _ => true,
        });

    /// <summary>True when the class already has the method with a CancellationToken.</summary>
    private static bool HasOverload(FixContext context, MethodDeclarationSyntax method) =>
        context.Model.GetDeclaredSymbol(method, context.Context.CancellationToken) is { } symbol &&
        symbol.ContainingType.GetMembers(symbol.Name).OfType<IMethodSymbol>().Any(other =>
            other.Parameters.Length == symbol.Parameters.Length + 1 &&
            other.Parameters.Any(parameter => parameter.Type.Name == nameof(CancellationToken)));

    private static ParameterSyntax Token(SemanticModel model, MethodDeclarationSyntax method)
    {
        var isIterator = method
            .DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Any(node => node is YieldStatementSyntax);
        var name = TokenNames.FirstOrDefault(one => !Parameters.Declares(method, one)) ?? "tokenOfTheRequest";
        var type = Parameters.TypeName(model, method.ParameterList.SpanStart, "System.Threading", "CancellationToken");
        return Parameters.Parse(isIterator ? $"[{EnumeratorCancellation(model, method)}] {type} {name}" : $"{type} {name}");
    }

    private static string EnumeratorCancellation(SemanticModel model, MethodDeclarationSyntax method)
    {
        const string Name = "EnumeratorCancellation";
        return AttributeNames.Simple(Parameters.TypeName(
            model, method.ParameterList.SpanStart, "System.Runtime.CompilerServices", Name + nameof(Attribute)));
    }
}
