using Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Naming;

/// <summary>Generated code has no warnings: users could neither fix nor suppress them there.</summary>
public sealed class GeneratedWarningTests
{
    [Theory]
    [InlineData("[Get, System.Diagnostics.CodeAnalysis.Experimental(\"EXP1\")] public static string A() => \"\";")]
    [InlineData("[Get, Obsolete(\"old\", DiagnosticId = \"OLD1\")] public static string A() => \"\";")]
    [InlineData("[Get] public static Trial A(Trial trial) => trial;")]
    [InlineData("[Get, Trial] public static string A() => \"\";")]
    public async Task It_compiles_with_warnings_as_errors(string member)
    {
        var run = GeneratorRun.Of($$"""
            #pragma warning disable EXP2
            [Controller] public static class XController { {{member}} }
            [System.Diagnostics.CodeAnalysis.Experimental("EXP2")] public class Trial;
            [System.Diagnostics.CodeAnalysis.Experimental("EXP2")] public sealed class TrialAttribute : Attribute;
            """);

        // The output of the run enables nullable warnings in generated code; a build does not.
        var output = (CSharpCompilation)run.Input.AddSyntaxTrees(run.Result.GeneratedSources.Select(source => source.SyntaxTree));
        Assert.Empty(await Compilations.AnalyzeAsync(output));
        Assert.Empty(Compilations.Complaints(output.GetDiagnostics()));
        Assert.Contains("XController", string.Concat(run.Files.Keys), StringComparison.Ordinal);
    }
}
