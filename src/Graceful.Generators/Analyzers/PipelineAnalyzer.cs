using System.Collections.Immutable;
using Graceful.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Graceful.Generators.Analyzers;

/// <summary>
/// Finds middleware that looks at the endpoint and stands before <c>UseActions()</c>, which chooses it: it does nothing for actions,
/// and says nothing. Authorization is not among it: <c>UseActions()</c> behind it is an exception when the app starts.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PipelineAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor BeforeTheMatch = Descriptors.Describe(
        "GR0026",
        "The middleware stands before UseActions()",
        "{0}() stands before UseActions(): it runs before the action is known, and what attributes of actions tell it has no effect. Call app.UseActions() first.",
        DiagnosticSeverity.Warning);

    /// <summary>Those that do nothing at all without an endpoint, unless they are told what to do for every request.</summary>
    private static readonly ImmutableHashSet<string> LookAtTheEndpoint = ImmutableHashSet.Create(
        StringComparer.Ordinal, "UseCors", "UseRateLimiter", "UseOutputCache", "UseRequestTimeouts", "UseAntiforgery");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [BeforeTheMatch];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.InvocationExpression);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var useActions = (InvocationExpressionSyntax)context.Node;
        if (Called(useActions) is not { Name.Identifier.ValueText: "UseActions", Expression: IdentifierNameSyntax app } ||
            useActions.FirstAncestorOrSelf<StatementSyntax>() is not { } statement ||
            context.SemanticModel.GetSymbolInfo(app, context.CancellationToken).Symbol is not { } variable)
        {
            return;
        }

        foreach (var before in Before(statement))
        {
            if (before is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } call } &&
                Called(call) is { Expression: IdentifierNameSyntax receiver } member &&
                LookAtTheEndpoint.Contains(member.Name.Identifier.ValueText) &&
                SymbolEqualityComparer.Default.Equals(context.SemanticModel.GetSymbolInfo(receiver, context.CancellationToken).Symbol, variable) &&
                context.SemanticModel.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol { IsExtensionMethod: true, ContainingNamespace: { Name: "Builder", ContainingNamespace.Name: "AspNetCore" } })
            {
                context.ReportDiagnostic(Diagnostic.Create(BeforeTheMatch, member.Name.GetLocation(), member.Name.Identifier.ValueText));
            }
        }
    }

    private static MemberAccessExpressionSyntax? Called(InvocationExpressionSyntax call) => call.Expression as MemberAccessExpressionSyntax;

    /// <summary>The statements that always run before one: those in front of it in its own block, or in the program.</summary>
    private static IEnumerable<StatementSyntax> Before(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements.TakeWhile(one => one != statement),
        GlobalStatementSyntax { Parent: CompilationUnitSyntax program } => program.Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement).TakeWhile(one => one != statement),
        _ => [],
    };
}
