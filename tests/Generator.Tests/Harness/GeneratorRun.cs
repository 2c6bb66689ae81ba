using Graceful.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Generator.Tests.Harness;

/// <summary>A program after a run of the generator.</summary>
internal sealed class GeneratorRun
{
    private GeneratorRun(GeneratorDriver driver, Compilation input, Compilation output)
    {
        Driver = driver;
        Input = input;
        Output = output;
    }

    public GeneratorDriver Driver { get; }

    public Compilation Input { get; }

    public Compilation Output { get; }

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>The generated files, without the attribute that Roslyn adds.</summary>
    public IReadOnlyDictionary<string, string> Files => Result.GeneratedSources
        .Where(source => !source.HintName.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal))
        .ToDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);

    public static GeneratorRun Of(params string[] sources) => Of(Compilations.Create(sources));

    public static GeneratorRun Of(CSharpCompilation input, CSharpParseOptions? options = null)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new RouteGenerator().AsSourceGenerator()],
            parseOptions: options ?? Compilations.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return Run(driver, input);
    }

    /// <summary>Runs again over an edited program, with the cache of the first run.</summary>
    public GeneratorRun Again(Compilation edited) => Run(Driver, edited);

    /// <summary>The reasons of each tracked step by its name, all outputs in one list. Steps without work are absent.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<IncrementalStepRunReason>> Reasons =>
        RouteGenerator.Steps.All.Where(Result.TrackedSteps.ContainsKey).ToDictionary(
        step => step,
        step => (IReadOnlyList<IncrementalStepRunReason>)[.. Result.TrackedSteps[step].SelectMany(run => run.Outputs)
            .Select(output => output.Reason)]);

    /// <summary>The reason of each generated file.</summary>
    public IReadOnlyList<IncrementalStepRunReason> OutputReasons =>
        [.. Result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs).Select(output => output.Reason)];

    private static GeneratorRun Run(GeneratorDriver driver, Compilation input)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(input, out var output, out var diagnostics);
        Assert.Empty(diagnostics);
        Assert.Null(driver.GetRunResult().Results.Single().Exception);
        return new GeneratorRun(driver, input, driver.GetRunResult().GeneratedTrees.Aggregate(output, EnableWarnings));
    }

    /// <summary>
    /// Enables the warnings that generated code disables: those of nullable analysis, which take compile time, and all others except
    /// those about obsolete members. Generated code has none of them by itself.
    /// </summary>
    private static Compilation EnableWarnings(Compilation output, SyntaxTree generated)
    {
        var text = generated.GetText().ToString();
        var enabled = text
            .Replace("#nullable disable warnings", "#nullable enable warnings", StringComparison.Ordinal)
            .Replace("#pragma warning disable\n", "#pragma warning disable CS0612, CS0618\n", StringComparison.Ordinal);
        return enabled == text
            ? output
            : output.ReplaceSyntaxTree(generated, generated.WithChangedText(SourceText.From(enabled, System.Text.Encoding.UTF8)));
    }
}
