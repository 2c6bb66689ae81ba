using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Generator.Tests.Harness;
using Graceful.Generators.Emitting;
using Graceful.Generators.RouteTree;

namespace Generator.Tests.Matching;

/// <summary>
/// For any number of routes, each emitted method is small enough for the JIT to optimise (dotnet/runtime,
/// src/coreclr/jit/compiler.h, DEFAULT_MIN_OPTS_*).
/// </summary>
public sealed class MethodSizeTests
{
    private const int MostBytes = 60_000;
    private const int MostInstructions = 20_000;
    private const int MostBlocks = 2_000;

    [Fact]
    public void Two_thousand_routes_make_no_method_that_the_JIT_does_not_optimise()
    {
        var run = GeneratorRun.Of($$"""
            {{Controller("Flat", "/", 500, i => $"flat{i}")}}
            {{Controller("Wide", "/wide", 500, i => $"{{id}}/part{i}")}}
            {{Controller("Deep", "/deep", 400, i => $"v{i % 7}/resource{i / 10}/{{owner}}/{{name:alpha}}/action{i}/{{page:int=1}}")}}
            {{Controller("Long", "/long", 400, i => $"collection-with-a-long-name-{i}/{{**path}}")}}
            {{Controller("Constrained", "/constrained", 200, i => $"{{value:length({i + 1})}}")}}
            """);
        // A program with so many routes has a table. The code that a smaller one has must not grow too large either.
        var routes = run.Result.TrackedSteps["RouteTables"].SelectMany(step => step.Outputs)
            .SelectMany(output => ((RouteTable)output.Value).Routes);
        var code = RoutesEmitter.Emit(new RouteIndex(0, default, RouteTable.Build(routes), default), "RoutesInCode");
        using var image = new MemoryStream();
        var emitted = run.Output.AddSyntaxTrees(Compilations.Parse(code, "RoutesInCode.cs")).Emit(image);
        Assert.Empty(Compilations.Complaints(emitted.Diagnostics));

        image.Position = 0;
        using var file = new PEReader(image);
        var metadata = file.GetMetadataReader();
        var (matching, tooLarge) = (0, new List<string>());
        foreach (var method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition)
            .Where(method => method.RelativeVirtualAddress != 0))
        {
            var read = IntermediateCode.Read(file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!);
            var name =
                $"{metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name)}.{metadata.GetString(method.Name)}";
            matching += name.StartsWith("RoutesInCode.Match", StringComparison.Ordinal) ? 1 : 0;
            if (read.Bytes >= MostBytes || read.Instructions >= MostInstructions || read.Blocks >= MostBlocks)
            {
                tooLarge.Add($"{name}: {read}");
            }
        }

        Assert.Contains("Part0.Create()", run.Files["Graceful.Routes.g.cs"], StringComparison.Ordinal);
        Assert.Empty(tooLarge);
        Assert.True(matching > 20, $"The match of 2,000 routes is in {matching} methods only: they have not been looked at.");
    }

    private static string Controller(string name, string prefix, int count, Func<int, string> template) => $$"""
        [Controller("{{prefix}}")]
        public static class {{name}}Controller
        {
        {{string.Join("\n", Enumerable.Range(0, count).Select(i => $"    [Get(\"{template(i)}\")] public static string A{i}() => \"\";"))}}
        }
        """;
}
