using System.Globalization;
using Generator.Tests.Harness;
using Graceful.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Diagnostics;

/// <summary>A project with a C# version below 12 gets one error (GR0071) and no generated code.</summary>
public sealed class LanguageVersionTests
{
    private const string Source = """
        [Controller("x")] public static class XController
        {
            [Get("{id:int}")] public static string Show(int id, [FromQuery] string? text) => text + id;
        }
        """;

    [Theory]
    [InlineData(LanguageVersion.CSharp10, "10.0")]
    [InlineData(LanguageVersion.CSharp11, "11.0")]
    public async Task An_older_version_is_one_error(LanguageVersion version, string name)
    {
        var compilation = Compile(version, Source);

        var diagnostic = Assert.Single(await Analysis.RunAsync(compilation));
        Assert.Equal("GR0071", diagnostic.Id);
        Assert.Contains($"C# {name}", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Empty(Compilations.Complaints(compilation.GetDiagnostics()));
    }

    [Fact]
    public async Task Without_controllers_an_older_version_is_no_error()
    {
        var compilation = Compile(LanguageVersion.CSharp11, "public static class Program { }");

        Assert.Empty(await Analysis.RunAsync(compilation));
        Assert.Empty(Compilations.Complaints(compilation.GetDiagnostics()));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.Latest)]
    public async Task A_supported_version_compiles(LanguageVersion version)
    {
        var compilation = Compile(version, Source);

        Assert.Empty(await Analysis.RunAsync(compilation));
        Assert.Empty(Compilations.Complaints(compilation.GetDiagnostics()));
        Assert.NotNull(compilation.GetTypeByMetadataName("Graceful.Routing.UseActionsExtensions")
            ?? compilation.GetSymbolsWithName("UseActions").FirstOrDefault());
    }

    private static CSharpCompilation Compile(LanguageVersion version, string source)
    {
        var options = Compilations.ParseOptions.WithLanguageVersion(version);
        var input = Compilations.Create(source);
        input = input.RemoveAllSyntaxTrees()
            .AddSyntaxTrees(input.SyntaxTrees.Select(tree => tree.WithRootAndOptions(tree.GetRoot(), options)));
        CSharpGeneratorDriver.Create([new RouteGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(input, out var output, out var diagnostics);
        Assert.Empty(diagnostics);
        return (CSharpCompilation)output;
    }
}
