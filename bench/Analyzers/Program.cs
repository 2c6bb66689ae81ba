using System.Diagnostics;
using System.Globalization;
using System.Text;
using Graceful.Generators;
using Graceful.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Analyzers.Bench;

/// <summary>What one edit costs while typing in a program of many routes: the generator's second run, and the analyzers after it.</summary>
internal static class Program
{
    private const int RoutesPerController = 10;
    private const int WarmUps = 3;
    private const int Edits = 7;

    public static async Task<int> Main(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5000;
        var compilation = Compile(count);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new RouteGenerator().AsSourceGenerator());
        driver = driver.RunGenerators(compilation);
        var (generator, symbols, whole, file) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var edit = 0; edit < WarmUps + Edits; edit++)
        {
            var tree = compilation.SyntaxTrees[edit % compilation.SyntaxTrees.Length];
            var edited = CSharpSyntaxTree.ParseText(tree.ToString().Replace("=> \"", $"=> \"{edit}", StringComparison.Ordinal), (CSharpParseOptions)tree.Options, tree.FilePath);
            compilation = compilation.ReplaceSyntaxTree(tree, edited);

            var start = Stopwatch.GetTimestamp();
            driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
            var generatorTime = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

            // What the editor's own squiggles need of the file that is typed in.
            start = Stopwatch.GetTimestamp();
            var model = output.GetSemanticModel(edited);
            var analysis = new CompilationWithAnalyzers(output, [new ControllerAnalyzer(), new AdviceAnalyzer()], new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), onAnalyzerException: (exception, _, _) => throw new InvalidOperationException("An analyzer failed.", exception), concurrentAnalysis: true, logAnalyzerExecutionTime: false));
            _ = await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None);
            var fileTime = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

            // All of the program, for an editor that is asked for that: on a compilation of which the compiler itself knows the members already.
            output = output.Clone();
            start = Stopwatch.GetTimestamp();
            foreach (var controller in output.Assembly.GlobalNamespace.GetTypeMembers())
            {
                foreach (var member in controller.GetMembers())
                {
                    _ = member.GetAttributes();
                }
            }

            var symbolTime = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            start = Stopwatch.GetTimestamp();
            analysis = new CompilationWithAnalyzers(output, [new ControllerAnalyzer(), new AdviceAnalyzer()], new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), onAnalyzerException: (exception, _, _) => throw new InvalidOperationException("An analyzer failed.", exception), concurrentAnalysis: true, logAnalyzerExecutionTime: false));
            var found = await analysis.GetAnalyzerDiagnosticsAsync(CancellationToken.None);
            var wholeTime = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (found.Length > 0)
            {
                throw new InvalidOperationException($"The program is not meant to have a fault: {found[0]}");
            }

            if (edit >= WarmUps)
            {
                generator.Add(generatorTime);
                symbols.Add(symbolTime);
                whole.Add(wholeTime);
                file.Add(fileTime);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} routes, after one edit, median of {Edits} (least, most):"));
        Report("generator, second run", generator);
        Report("analyzers, the file that is typed in", file);
        Report("attributes of the whole program (the compiler's own)", symbols);
        Report("analyzers, the whole program behind that", whole);
        return 0;
    }

    private static void Report(string what, List<double> times)
    {
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-54} {times[times.Count / 2],6:F0} ms ({times[0]:F0}, {times[^1]:F0})"));
    }

    private static CSharpCompilation Compile(int count)
    {
        var trees = new List<SyntaxTree>();
        for (var controller = 0; controller < count / RoutesPerController; controller++)
        {
            var source = new StringBuilder().Append(CultureInfo.InvariantCulture, $"using System; using Graceful; [Controller(\"api/v{controller % 7}/resource{controller}\")] public static class R{controller}Controller {{\n");
            for (var i = 0; i < RoutesPerController; i++)
            {
                var (template, arguments) = (i % 5) switch
                {
                    0 => ($"list{i}", "int? page"),
                    1 => ($"{{id:int}}/part{i}", "int id"),
                    2 => ($"{{owner}}/{{name}}/action{i}", "string owner, string name"),
                    3 => ($"{{id:guid}}/of/{{page:int=1}}/{i}", "Guid id, int page"),
                    _ => ($"files{i}/{{**path}}", "string path"),
                };
                source.Append(CultureInfo.InvariantCulture, $"    [{(i % 2 == 0 ? "Get" : "Post")}(\"{template}\")] public static string A{i}({arguments}) => \"\";\n");
            }

            trees.Add(CSharpSyntaxTree.ParseText(source.Append('}').ToString(), path: $"R{controller}.cs"));
        }

        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Many", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        _ = compilation.GetTypeByMetadataName("Graceful.ControllerAttribute") ?? throw new InvalidOperationException("The runtime is not referenced.");
        return compilation;
    }
}
