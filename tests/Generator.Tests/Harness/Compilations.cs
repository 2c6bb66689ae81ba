using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Graceful.Generators.Analyzers;

namespace Generator.Tests.Harness;

/// <summary>Programs in memory, compiled against the assemblies of this test.</summary>
internal static class Compilations
{
    /// <summary>The generator of the OpenAPI package intercepts <c>AddOpenApi()</c>.</summary>
    public static readonly CSharpParseOptions ParseOptions = new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Diagnose)
        .WithFeatures([new("InterceptorsNamespaces", "Microsoft.AspNetCore.OpenApi.Generated")]);

    private const string SourceName = "Source";

    public const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Graceful;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Logging;
        global using FromRouteAttribute = Microsoft.AspNetCore.Mvc.FromRouteAttribute;
        global using FromQueryAttribute = Microsoft.AspNetCore.Mvc.FromQueryAttribute;
        global using FromHeaderAttribute = Microsoft.AspNetCore.Mvc.FromHeaderAttribute;
        global using FromBodyAttribute = Microsoft.AspNetCore.Mvc.FromBodyAttribute;
        global using FromFormAttribute = Microsoft.AspNetCore.Mvc.FromFormAttribute;
        global using FromServicesAttribute = Microsoft.AspNetCore.Mvc.FromServicesAttribute;
        """;

    /// <summary>The usings that the package adds to a project with GracefulUsings.</summary>
    public static readonly IReadOnlyList<string> UsingsOfThePackage =
    [
        .. System.Xml.Linq.XDocument.Load(Path.Combine(Project.Root, "src", "Graceful.Runtime", "build", "Graceful.props"))
            .Descendants("Using").Select(item => $"global using {item.Attribute("Alias")!.Value} = {item.Attribute("Include")!.Value};"),
    ];

    /// <summary>Every assembly of the runtime, ASP.NET Core's included, and those in the folder of the test.</summary>
    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            // Without the library of the Bookshop sample: its controllers must not be part of every program here.
            .Where(path => !Path.GetFileName(path).StartsWith("Bookshop", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    public static CSharpCompilation Create(params string[] sources) => Create("TestProgram" + Guid.NewGuid().ToString("N"), [], sources);

    public static CSharpCompilation Create(string name, IEnumerable<MetadataReference> libraries, params string[] sources) =>
        CSharpCompilation.Create(
        name,
        [Parse(GlobalUsingsFor(sources), "GlobalUsings.cs"), .. sources.Select((source, i) => Parse(source, $"{SourceName}{i}.cs"))],
        References.Value.AddRange(libraries),
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            generalDiagnosticOption: ReportDiagnostic.Error,
            specificDiagnosticOptions:
            [
                new("CS1591", ReportDiagnostic.Warn),

                // As in the SDK: a newer version of a referenced assembly is no warning.
                new("CS1701", ReportDiagnostic.Suppress),
            ]));

    /// <summary>A project with files that use MVC's namespace beside ours sets GracefulUsings.</summary>
    private static string GlobalUsingsFor(IEnumerable<string> sources) =>
        sources.Any(source => source.Contains("using Microsoft.AspNetCore.Mvc;", StringComparison.Ordinal))
            ? string.Join("\n", [GlobalUsings, .. UsingsOfThePackage])
            : GlobalUsings;

    public static SyntaxTree Parse(string source, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), ParseOptions, path);

    /// <summary>Returns the diagnostics of the analyzer only.</summary>
    public static Task<ImmutableArray<Diagnostic>> AnalyzeAsync(CSharpCompilation compilation) => compilation
        .WithAnalyzers([new ControllerAnalyzer(), new MvcControllerAnalyzer(), new LibraryAnalyzer()])
        .GetAnalyzerDiagnosticsAsync(CancellationToken.None);

    /// <summary>
    /// Returns errors, and warnings that are errors in a strict project. The test's own classes need no documentation; generated
    /// classes must not require any.
    /// </summary>
    public static IReadOnlyList<Diagnostic> Complaints(IEnumerable<Diagnostic> diagnostics) =>
    [
        .. diagnostics.Where(diagnostic =>
            diagnostic.Severity >= DiagnosticSeverity.Warning &&
            !(diagnostic.Id == "CS1591" &&
                Path.GetFileName(diagnostic.Location.SourceTree!.FilePath).StartsWith(SourceName, StringComparison.Ordinal))),
    ];
}
