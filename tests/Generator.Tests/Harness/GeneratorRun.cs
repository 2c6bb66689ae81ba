using Graceful.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Harness;

/// <summary>A program after the generator has run over it.</summary>
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

    /// <summary>What was generated, without the attribute that Roslyn itself adds.</summary>
    public IReadOnlyDictionary<string, string> Files => Result.GeneratedSources
        .Where(source => !source.HintName.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal))
        .ToDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);

    public static GeneratorRun Of(params string[] sources) => Of(Compilations.Create(sources));

    public static GeneratorRun Of(CSharpCompilation input)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new RouteGenerator().AsSourceGenerator()],
            parseOptions: Compilations.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return Run(driver, input);
    }

    /// <summary>Runs again over an edited program, with what the first run remembers.</summary>
    public GeneratorRun Again(Compilation edited) => Run(Driver, edited);

    /// <summary>Why each tracked step ran, by its name, all outputs in one list. A step that has had nothing to do is not there.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<IncrementalStepRunReason>> Reasons => RouteGenerator.Steps.All.Where(Result.TrackedSteps.ContainsKey).ToDictionary(
        step => step,
        step => (IReadOnlyList<IncrementalStepRunReason>)[.. Result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)]);

    /// <summary>Why each generated file was written, or was not.</summary>
    public IReadOnlyList<IncrementalStepRunReason> OutputReasons =>
        [.. Result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs).Select(output => output.Reason)];

    private static GeneratorRun Run(GeneratorDriver driver, Compilation input)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(input, out var output, out var diagnostics);
        Assert.Empty(diagnostics);
        Assert.Null(driver.GetRunResult().Results.Single().Exception);
        return new GeneratorRun(driver, input, driver.GetRunResult().GeneratedTrees.Aggregate(output, AnalyzeNullability));
    }

    /// <summary>Generated code does without the warnings of nullable analysis, for the sake of compile time: here it has them.</summary>
    private static Compilation AnalyzeNullability(Compilation output, SyntaxTree generated)
    {
        const string warnings = "#nullable disable warnings";
        var text = generated.GetText();
        return text.ToString().IndexOf(warnings, StringComparison.Ordinal) is >= 0 and var start
            ? output.ReplaceSyntaxTree(generated, generated.WithChangedText(text.Replace(start, warnings.Length, "#nullable enable warnings")))
            : output;
    }
}
