using System.Globalization;
using Generator.Tests.Diagnostics;
using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Mvc;

/// <summary>GR0042, the error of a construct of MVC that cannot be compiled.</summary>
internal static class MvcError
{
    /// <summary>
    /// Asserts that it is the only diagnostic of a program, at the marked place, and that the action at <c>/x/bad</c> is not served.
    /// </summary>
    internal static async Task AssertReportedAsync(string program, string message)
    {
        var (text, start, end) = Marked.Of(program);
        var run = GeneratorRun.Of(Compilations.Create(text).WithOptions(
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)));

        var diagnostic = Assert.Single(await Analysis.RunAsync((CSharpCompilation)run.Output));
        Assert.Equal("GR0042", diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(text[start..end], text[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]);
        Assert.DoesNotContain(run.Output.GetDiagnostics(), found => found.Severity == DiagnosticSeverity.Error);
        Assert.DoesNotContain("/x/bad\"", string.Concat(run.Files.Values), StringComparison.OrdinalIgnoreCase);
    }
}
