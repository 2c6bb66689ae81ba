using System.Collections.Immutable;
using Graceful.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Graceful.Generators.Analyzers;

/// <summary>
/// Reports middleware that reads the endpoint but runs before <c>UseActions()</c>, which selects it: such middleware silently does
/// nothing for actions. Authorization is not reported here: <c>UseActions()</c> after it is an exception when the app starts.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PipelineAnalyzer : DiagnosticAnalyzer
{
    /// <summary>Middleware that does nothing without an endpoint, unless its options name a policy for every request.</summary>
    private static readonly ImmutableHashSet<string> EndpointMiddleware = ImmutableHashSet.Create(
        StringComparer.Ordinal, "UseCors", "UseRateLimiter", "UseOutputCache", "UseRequestTimeouts", "UseAntiforgery");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.MiddlewareTooEarly, InternalErrors.Descriptor];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(
            node => InternalErrors.Guard(node.ReportDiagnostic, node.Node.GetLocation(), "UseActions()", () => Analyze(node)),
            SyntaxKind.InvocationExpression);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var useActions = (InvocationExpressionSyntax)context.Node;
        if (Called(useActions) is not { Name.Identifier.ValueText: "UseActions", Expression: IdentifierNameSyntax app } ||
            useActions.FirstAncestorOrSelf<StatementSyntax>() is not { } statement ||
            SymbolOf(app, context) is not { } variable)
        {
            return;
        }

        foreach (var before in Before(statement))
        {
            if (before is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } call } &&
                Called(call) is { Expression: IdentifierNameSyntax receiver } member &&
                EndpointMiddleware.Contains(member.Name.Identifier.ValueText) &&
                SymbolEqualityComparer.Default.Equals(SymbolOf(receiver, context), variable) &&
                SymbolOf(call, context) is IMethodSymbol
                {
                    IsExtensionMethod: true,
                    ContainingNamespace: { Name: "Builder", ContainingNamespace.Name: "AspNetCore" },
                })
            {
                context.ReportDiagnostic(
                    Diagnostic.Create(Descriptors.MiddlewareTooEarly, member.Name.GetLocation(), member.Name.Identifier.ValueText));
            }
        }
    }

    private static ISymbol? SymbolOf(ExpressionSyntax expression, SyntaxNodeAnalysisContext context) =>
        context.SemanticModel.GetSymbolInfo(expression, context.CancellationToken).Symbol;

    private static MemberAccessExpressionSyntax? Called(InvocationExpressionSyntax call) => call.Expression as MemberAccessExpressionSyntax;

    /// <summary>Returns the statements before one in the same block or in the top-level program.</summary>
    private static IEnumerable<StatementSyntax> Before(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements.TakeWhile(one => one != statement),
        GlobalStatementSyntax { Parent: CompilationUnitSyntax program } => program.Members
            .OfType<GlobalStatementSyntax>()
            .Select(member => member.Statement)
            .TakeWhile(one => one != statement),
        _ => [],
    };
}
