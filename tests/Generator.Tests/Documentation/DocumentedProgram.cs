using System.Collections.Immutable;
using System.Reflection;
using Generator.Tests.Harness;
using Graceful.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Generator.Tests.Documentation;

/// <summary>A code block as a project of its own, with the generators that a web project has.</summary>
internal static class DocumentedProgram
{
    /// <summary>The implicit usings of Microsoft.NET.Sdk.Web.</summary>
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

    /// <summary>Ours, and those of the SDK that the build puts into this folder.</summary>
    private static readonly Lazy<ImmutableArray<ISourceGenerator>> Generators = new(() =>
    [
        new RouteGenerator().AsSourceGenerator(),
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "generators"), "*.dll")
            .SelectMany(file => Assembly.LoadFrom(file).GetTypes())
            .Where(type => type.IsDefined(typeof(GeneratorAttribute)) && typeof(IIncrementalGenerator).IsAssignableFrom(type))
            .Select(type => ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator()),
    ]);

    /// <summary>Returns the errors and warnings of the compiler, of our analyzers and of the generators.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> ProblemsAsync(string[] files)
    {
        var input = Compilations.Create(files);
        var usings = Compilations.Parse(ImplicitUsings, "GlobalUsings.cs");
        input = input.ReplaceSyntaxTree(input.SyntaxTrees[0], usings);
        if (input.SyntaxTrees.Any(tree => tree.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any()))
        {
            // The web SDK makes the class of top-level statements public.
            input = input.WithOptions(input.Options.WithOutputKind(OutputKind.ConsoleApplication))
                .AddSyntaxTrees(Compilations.Parse("public partial class Program;", "Program.g.cs"));
        }

        CSharpGeneratorDriver.Create(Generators.Value, parseOptions: Compilations.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(input, out var output, out var diagnostics);
        return
        [
            .. Compilations.Complaints(output.GetDiagnostics().Concat(diagnostics)),
            .. await Compilations.AnalyzeAsync((CSharpCompilation)output),
        ];
    }
}
