using System.Diagnostics;
using System.Globalization;
using System.Text;
using Graceful.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Bench;

/// <summary>
/// Measures the generator itself over many routes: the first run of a process, warm runs, and runs after an edit. For comparison, it
/// measures a generator that does no work over the same controllers.
/// </summary>
internal static class Program
{
    private const int RoutesPerController = 10;
    private const int WarmRuns = 5;
    private const int ColdRuns = 3;
    private const int Edits = 9;

    /// <summary>The amount of text that the generator writes, for the generator that does no work.</summary>
    private const int CharactersPerRoute = 3140;

    public static int Main(string[] args)
    {
        if (args is ["once", var name, var routes])
        {
            var count = int.Parse(routes, CultureInfo.InvariantCulture);
            Console.WriteLine(Run(Generator(name), Compile(count), out _).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
            return 0;
        }

        foreach (var count in args.Length > 0 ? args.Select(arg => int.Parse(arg, CultureInfo.InvariantCulture)) : [1250, 2500, 5000])
        {
            foreach (var kind in (string[])["null", "graceful"])
            {
                var size = 0;
                var cold = Enumerable.Range(0, ColdRuns).Select(_ => RunInOwnProcess(kind, count)).ToArray();
                var warm = Enumerable.Range(0, WarmRuns).Select(_ => Run(Generator(kind), Compile(count), out size)).ToArray();
                var bodies = Edit(Generator(kind), Compile(count),
                    source => source.Replace("\"\"", "\"edited\"", StringComparison.Ordinal));
                var templates = Edit(Generator(kind), Compile(count),
                    source => source.Replace("list0", "edited", StringComparison.Ordinal));
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count,6} routes, {kind,-8}: cold {Median(cold).TotalMilliseconds,5:F0} " +
                    $"ms, warm {Median(warm).TotalMilliseconds,5:F0} ms, body edited {Median(bodies).TotalMilliseconds,5:F0} " +
                    $"ms, template edited {Median(templates).TotalMilliseconds,5:F0} ms, {(double)size / count,5:F0} " +
                    $"characters for each route"));
            }
        }

        return 0;
    }

    private static IIncrementalGenerator Generator(string kind) =>
        kind == "null" ? new NullGenerator(CharactersPerRoute) : new RouteGenerator();

    /// <summary>The first run of a process, in which the JIT compiles Roslyn and the generator.</summary>
    private static TimeSpan RunInOwnProcess(string kind, int count)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!, ["once", kind, count.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? TimeSpan.FromMilliseconds(double.Parse(output, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"The run in a process of its own ended with {process.ExitCode}.");
    }

    private static TimeSpan Run(IIncrementalGenerator generator, CSharpCompilation compilation, out int size)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(generator.AsSourceGenerator());
        var start = Stopwatch.GetTimestamp();
        driver = driver.RunGenerators(compilation);
        var time = Stopwatch.GetElapsedTime(start);
        var result = driver.GetRunResult();
        size = result.GeneratedTrees.Sum(tree => tree.Length);
        return result.Results.Single().Exception is { } failed
            ? throw new InvalidOperationException("The generator failed.", failed)
            : time;
    }

    /// <summary>The cost of a keystroke: one controller after the other is edited, and the driver keeps its state.</summary>
    private static TimeSpan[] Edit(IIncrementalGenerator generator, CSharpCompilation compilation, Func<string, string> edit)
    {
        var driver = CSharpGeneratorDriver.Create(generator.AsSourceGenerator()).RunGenerators(compilation);
        var times = new TimeSpan[Edits];
        for (var i = 0; i < times.Length; i++)
        {
            var tree = compilation.SyntaxTrees[i];
            compilation = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(edit(tree.ToString())));
            var start = Stopwatch.GetTimestamp();
            driver = driver.RunGenerators(compilation);
            times[i] = Stopwatch.GetElapsedTime(start);
        }

        return driver.GetRunResult().Results.Single().Exception is { } failed
            ? throw new InvalidOperationException("The generator failed.", failed)
            : times;
    }

    private static TimeSpan Median(TimeSpan[] times)
    {
        Array.Sort(times);
        return times[times.Length / 2];
    }

    /// <summary>Binds before the measurement, as far as a compiler has done before it runs a generator.</summary>
    private static CSharpCompilation Compile(int count)
    {
        var trees = new List<SyntaxTree>();
        for (var controller = 0; controller < count / RoutesPerController; controller++)
        {
            var source = new StringBuilder().Append(CultureInfo.InvariantCulture,
                $"using Graceful; [Controller(\"api/v{controller % 7}/resource{controller}\")] " +
                $"public static class R{controller}Controller {{\n");
            for (var i = 0; i < RoutesPerController; i++)
            {
                var template = (i % 5) switch
                {
                    0 => $"list{i}",
                    1 => $"{{id:int}}/part{i}",
                    2 => $"{{owner}}/{{name}}/action{i}",
                    3 => $"{{id:guid}}/of/{{page:int=1}}/{i}",
                    _ => $"files{i}/{{**path}}",
                };
                source.Append(CultureInfo.InvariantCulture,
                    $"    [{(i % 2 == 0 ? "Get" : "Post")}(\"{template}\")] public static string A{i}() => \"\";\n");
            }

            trees.Add(CSharpSyntaxTree.ParseText(source.Append('}').ToString()));
        }

        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Many", trees, references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        _ = compilation.GetTypeByMetadataName("Graceful.ControllerAttribute")
            ?? throw new InvalidOperationException("The runtime is not referenced.");
        return compilation;
    }
}
