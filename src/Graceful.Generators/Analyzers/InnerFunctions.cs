using Graceful.Generators.Diagnostics;
using Graceful.Generators.Naming;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Graceful.Generators.Analyzers;

/// <summary>Reports the attributes of actions and hooks on local functions and lambdas, which are never actions.</summary>
internal static class InnerFunctions
{
    public static void Report(SyntaxNodeAnalysisContext context, KnownTypes known)
    {
        var (attributes, name, kind) = context.Node is LocalFunctionStatementSyntax local
            ? (local.AttributeLists, local.Identifier.Text, "a local function")
            : (((LambdaExpressionSyntax)context.Node).AttributeLists, "lambda", "a lambda");
        if (attributes.Count == 0 || context.IsGeneratedCode)
        {
            return;
        }

        var symbol = context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken)
            ?? context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol;
        if (symbol?.GetAttributes().FirstOrDefault(one => ControllerAnalyzer.IsForActions(one.AttributeClass, known)) is { } attribute)
        {
            new ParseObserver(context.ReportDiagnostic).Report(
                Descriptors.OutsideController,
                symbol,
                AttributeNames.Simple(attribute.AttributeClass!.Name),
                name,
                kind + " is not an action");
        }
    }
}
