using System.Diagnostics;
using System.Globalization;
using System.Text;
using Graceful.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Bench;

/// <summary>How long the generator itself takes over many routes: the first time in a process, and when it is warm.</summary>
internal static class Program
{
    private const int RoutesPerController = 10;
    private const int WarmRuns = 5;

    public static int Main(string[] args)
    {
        var counts = args.Length > 0 ? args.Select(arg => int.Parse(arg, CultureInfo.InvariantCulture)) : [5000, 1250, 2500, 5000];
        var isCold = true;
        foreach (var count in counts)
        {
            var compilation = Compile(count);
            if (isCold)
            {
                Report(count, "cold", [Run(compilation, out var size)], size);
                isCold = false;
            }

            var generated = 0;
            Report(count, "warm", [.. Enumerable.Range(0, WarmRuns).Select(_ => Run(Compile(count), out generated))], generated);
        }

        return 0;
    }

    private static TimeSpan Run(CSharpCompilation compilation, out int size)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new RouteGenerator().AsSourceGenerator());
        var start = Stopwatch.GetTimestamp();
        driver = driver.RunGenerators(compilation);
        var time = Stopwatch.GetElapsedTime(start);
        var result = driver.GetRunResult();
        size = result.GeneratedTrees.Sum(tree => tree.Length);
        return result.Results.Single().Exception is { } failed ? throw new InvalidOperationException("The generator failed.", failed) : time;
    }

    private static void Report(int count, string state, TimeSpan[] times, int size)
    {
        Array.Sort(times);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count,6} routes, {state}: {times[times.Length / 2].TotalMilliseconds,6:F0} ms, {size / 1024,6} KiB generated, {(double)size / count,5:F0} characters for each route"));
    }

    /// <summary>Bound before the clock runs, as far as a compiler would have done before it asks a generator.</summary>
    private static CSharpCompilation Compile(int count)
    {
        var trees = new List<SyntaxTree>();
        for (var controller = 0; controller < count / RoutesPerController; controller++)
        {
            var source = new StringBuilder().Append(CultureInfo.InvariantCulture, $"using Graceful; [Controller(\"api/v{controller % 7}/resource{controller}\")] public static class R{controller}Controller {{\n");
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
                source.Append(CultureInfo.InvariantCulture, $"    [{(i % 2 == 0 ? "Get" : "Post")}(\"{template}\")] public static string A{i}() => \"\";\n");
            }

            trees.Add(CSharpSyntaxTree.ParseText(source.Append('}').ToString()));
        }

        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Many", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        _ = compilation.GetTypeByMetadataName("Graceful.ControllerAttribute") ?? throw new InvalidOperationException("The runtime is not referenced.");
        return compilation;
    }
}
