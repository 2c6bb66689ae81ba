using Generator.Tests.Harness;
using Graceful.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Generator.Tests.Running;

/// <summary>Middleware before UseActions() that reads the endpoint is reported (GR0026).</summary>
public sealed class PipelineOrderTests
{
    [Theory]
    [InlineData("app.UseRateLimiter(); app.UseActions();", "UseRateLimiter")]
    [InlineData("app.UseCors(); app.UseOutputCache(); app.UseActions(); app.UseRequestTimeouts();", "UseCors", "UseOutputCache")]
    [InlineData("app.UseRequestTimeouts(); app.MapGet(\"/\", () => \"\"); app.UseActions(); app.UseAntiforgery();", "UseRequestTimeouts")]
    public async Task It_fires(string pipeline, params string[] names) =>
        Assert.Equal(names, (await AnalyzeAsync(pipeline)).Select(diagnostic =>
            (diagnostic.Id, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Split('(')[0].TrimStart('\'')) switch
        {
            ("GR0026", var name) => name,
            var other => other.ToString(),
        }));

    [Theory]
    [InlineData("app.UseActions(); app.UseRateLimiter(); app.UseCors();")]
    [InlineData("app.UseCors(\"everywhere\"); app.UseCors(policy => policy.AllowAnyOrigin()); app.UseActions();")]
    [InlineData("app.UseHttpsRedirection(); app.UseStaticFiles(); app.UseActions();")]
    [InlineData("WebApplication other = app; other.UseCors(); app.UseActions();")]
    [InlineData("if (app.Environment.EnvironmentName == \"x\") { app.UseCors(); } app.UseActions();")]
    public async Task It_does_not_fire(string pipeline) => Assert.Empty(await AnalyzeAsync(pipeline));

    private static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(string pipeline)
    {
        var run = GeneratorRun.Of(
            "[Controller] public static class XController { [Get] public static string Show() => \"\"; }",
            $"public static class Program {{ public static void Run(WebApplication app) {{ {pipeline} }} }}");
        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
        var found = await run.Output.WithAnalyzers([new PipelineAnalyzer()]).GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }
}
