using System.Collections.Immutable;
using System.Globalization;
using Generator.Tests.Diagnostics;
using Generator.Tests.Harness;
using Graceful.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Generator.Tests.Corpus;

/// <summary>A random program: its text, and what compiler, generator and analyzers find in it.</summary>
internal sealed class CorpusProgram
{
    private static readonly LanguageVersion[] Versions = [LanguageVersion.CSharp12, LanguageVersion.CSharp13, LanguageVersion.Latest,
        LanguageVersion.Preview];

    /// <summary>The references, shared by all programs.</summary>
    private static readonly CSharpCompilation References = Compilations.Create("Corpus", []).RemoveAllSyntaxTrees();

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [.. Analysis.Analyzers, .. PlatformAnalyzers.All];

    private static readonly CompilationWithAnalyzersOptions AnalyzerOptions =
        new(Analysis.OptionsOf(PlatformAnalyzers.Options), onAnalyzerException: null, concurrentAnalysis: false,
            logAnalyzerExecutionTime: false);

    private readonly CSharpParseOptions _options;
    private readonly CSharpCompilation _input;
    private readonly IReadOnlyList<WrittenController> _controllers;

    public CorpusProgram(int seed)
    {
        var choices = new Choices(seed);
        var version = choices.Of(Versions);
        var access = choices.OneIn(25) ? "file" : choices.OneIn(3) ? "internal" : "public";
        var shape = new ProgramShape(access, [.. Enumerable.Range(0, 1 + choices.Below(3)).Select(_ => choices.Of(OddNames.Namespaces))],
            version == LanguageVersion.Preview);
        var types = new RandomTypes(choices);
        var constants = new RandomConstants(choices);
        var annotations = new RandomAnnotations(choices, constants);
        var declarations = new RandomDeclarations(choices, types, constants, annotations, shape);
        var controllers = new RandomControllers(choices, types, new RandomActions(choices, types, constants, annotations), annotations,
            shape);
        var parts = Enumerable.Range(0, 2 + choices.Below(6)).Select(_ => declarations.Declare()).ToList();
        parts.AddRange(Enumerable.Range(0, 1 + choices.Below(3)).Select(_ => controllers.Declare()));

        Text = $"#nullable {choices.Of<string>(["enable", "enable", "disable", "enable annotations", "enable warnings", "restore"])}\n" +
            $"{string.Join("\n\n", parts)}\n";
        _controllers = controllers.Written;
        _options = Compilations.ParseOptions.WithLanguageVersion(version);
        Title = $"C# {version.ToDisplayString()}";
        _input = References
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(Support.Source, _options, "Support.cs"),
                CSharpSyntaxTree.ParseText(Text, _options, "Program.cs"))
            .WithOptions(new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: choices.Of([OptimizationLevel.Debug, OptimizationLevel.Release]),
                checkOverflow: choices.OneIn(3),
                nullableContextOptions: choices.Of([NullableContextOptions.Enable, NullableContextOptions.Disable,
                    NullableContextOptions.Annotations]),
                generalDiagnosticOption: ReportDiagnostic.Error,
                specificDiagnosticOptions: PlatformAnalyzers.Severities,
                warningLevel: 9999));
    }

    public string Title { get; }

    public string Text { get; }

    /// <summary>The diagnostics of Graceful, after <see cref="FaultsAsync"/>.</summary>
    public IReadOnlyList<Diagnostic> Own { get; private set; } = [];

    /// <summary>The number of actions, and of those that generated code calls, after <see cref="FaultsAsync"/>.</summary>
    public (int All, int Served) Actions { get; private set; }

    /// <summary>Returns what must not happen: in a valid program, errors that are not ours,
    /// and actions that are left out without an error.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync()
    {
        var faults = new List<string>();
        var run = CSharpGeneratorDriver.Create([new RouteGenerator().AsSourceGenerator()], parseOptions: _options)
            .RunGenerators(_input).GetRunResult();
        faults.AddRange(run.Results.Select(result => result.Exception).OfType<Exception>().Select(exception => exception.ToString()));
        var output = _input.AddSyntaxTrees(run.GeneratedTrees);
        using var image = new MemoryStream();
        var compiled = output.Emit(image).Diagnostics;
        if (compiled.Any(one => IsError(one) && !IsGenerated(one)))
        {
            faults.AddRange(_input.GetDiagnostics().Where(IsError).Select(one => $"The program is not valid: {one}"));
            if (faults.Count > 0)
            {
                return faults;
            }
        }

        faults.AddRange(compiled.Where(one => IsError(one) || IsComplaint(one)).Select(Describe));

        // The analyzers compile the program once more.
        var analyzed = await output.WithAnalyzers(Analyzers, AnalyzerOptions).GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        Own = [.. analyzed.Where(one => one.Id == "AD0001" || (IsOwn(one) && IsError(one)))];
        faults.AddRange(Own.Where(one => !IsOwn(one) || one.Id == "GR0070").Select(one => $"Analysis failed: {one}"));
        faults.AddRange(analyzed.Where(one => !IsOwn(one) && one.Id != "AD0001" && IsGenerated(one)).Select(Describe));
        var generated = string.Concat(run.GeneratedTrees.Select(tree => tree.ToString()));
        var actions = _controllers.SelectMany(controller => controller.Actions).ToArray();
        Actions = (actions.Length, actions.Count(action => IsCalled(action, generated)));
        faults.AddRange(LeftOut(generated));
        return faults;
    }

    private IEnumerable<string> LeftOut(string generated)
    {
        var messages = Own.Select(one => one.GetMessage(CultureInfo.InvariantCulture)).ToArray();
        var methods = Own.Select(MethodOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return
            from controller in _controllers
            where !Own.Any(one => one.Id is "GR0004" or "GR0008" or "GR0009" or "GR0010" ||
                one.Id.StartsWith("GR005", StringComparison.Ordinal))
            from action in controller.Actions
            where !IsCalled(action, generated)
            where !methods.Contains($"{controller.Name}.{action}")
            where !messages.Any(message => message.Contains($"{controller.Name}.{action}", StringComparison.Ordinal))
            select $"The action {controller.Name}.{action} is left out without an error.";
    }

    /// <summary>True for a call of the action, and for its conversion to the delegate that shared code calls.</summary>
    private static bool IsCalled(string action, string generated) =>
        new[] { $".{action}(", $".@{action}(", $".{action}),", $".@{action}),", $".{action});", $".@{action});" }
            .Any(use => generated.Contains(use, StringComparison.Ordinal));

    /// <summary>Returns the action whose declaration has the diagnostic: some messages name the template alone.</summary>
    private static string? MethodOf(Diagnostic diagnostic)
    {
        var node = diagnostic.Location.SourceTree?.GetRoot().FindNode(diagnostic.Location.SourceSpan);
        return node?.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { Parent: TypeDeclarationSyntax type } method
            ? $"{type.Identifier.ValueText}.{method.Identifier.ValueText}"
            : null;
    }

    /// <summary>True for a compiler error; warnings are accepted in the program, but not in generated code.</summary>
    private static bool IsError(Diagnostic diagnostic) => diagnostic.DefaultSeverity == DiagnosticSeverity.Error;

    private bool IsComplaint(Diagnostic diagnostic) => diagnostic.Severity >= DiagnosticSeverity.Warning &&
        (diagnostic.Location.SourceTree is null || IsGenerated(diagnostic));

    private bool IsGenerated(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree is { } tree && !_input.ContainsSyntaxTree(tree);

    private static bool IsOwn(Diagnostic diagnostic) => diagnostic.Id.StartsWith("GR", StringComparison.Ordinal);

    private static string Describe(Diagnostic diagnostic) => $"{diagnostic}\n    {LineOf(diagnostic)}";

    private static string LineOf(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString()
            .Trim() ?? string.Empty;
}
