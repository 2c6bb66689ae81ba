using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Generator.Tests.Incremental;

/// <summary>The routes of a large program are in several files, of which an edit changes few.</summary>
public sealed class LargeProgramTests
{
    private const int Controllers = 60;

    private static readonly IncrementalStepRunReason[] NothingToDo = [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged];

    private static readonly Lazy<GeneratorRun> Program = new(() =>
        GeneratorRun.Of([.. Enumerable.Range(0, Controllers).Select(Controller)]));

    [Fact]
    public void Each_route_is_in_one_part()
    {
        var parts = Parts(Program.Value);
        var lines = parts.SelectMany(file => file.Value.Split('\n')).Select(line => line.Trim())
            .Where(line => line.Contains(" /", StringComparison.Ordinal) && !line.StartsWith("//", StringComparison.Ordinal))
            .ToArray();

        Assert.Equal(8, parts.Count);
        // Two routes of each controller have a segment that may be absent, and so two lines.
        Assert.Equal(Controllers * 12, lines.Length);
        Assert.Equal(lines.Length, lines.Distinct(StringComparer.Ordinal).Count());
        var all = Program.Value.Files["Graceful.Routes.g.cs"];
        Assert.All(parts.Keys, part => Assert.Contains(
            $"{part["Graceful.Routes.".Length..^".g.cs".Length]}.Create()", all, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"action2", "\"moved")]
    [InlineData("/part1", "/part/1")]
    [InlineData("{id:int}/part1", "{id:long}/part1")]
    [InlineData("{owner}/{name}/action7", "{owner}/action7")]
    [InlineData("[Get(\"action2\")]", "[Post(\"action2\")]")]
    [InlineData("[Get(\"action2\")]", "[Get(\"action2\", Order = 1)]")]
    public void An_edit_of_a_template_changes_at_most_two_parts(string before, string after)
    {
        var run = Program.Value;
        var edited = Edit(run, before, after);
        var changed = edited.Files.Where(file => file.Value != run.Files[file.Key]).Select(file => file.Key).ToArray();

        Assert.InRange(changed.Count(Parts(run).ContainsKey), 1, 2);
        Assert.All(
            changed,
            file => Assert.True(Parts(run).ContainsKey(file) || file.StartsWith("C3Controller", StringComparison.Ordinal), file));
        Assert.InRange(edited.Reasons["RouteParts"].Count(reason => !NothingToDo.Contains(reason)), 1, 2);
        Assert.InRange(edited.Reasons["RouteTables"].Count(reason => !NothingToDo.Contains(reason)), 1, 2);
        Assert.All(edited.Reasons["RouteIndex"], reason => Assert.Contains(reason, NothingToDo));

        // Two parts, and the code, the links and the library's file of the controller.
        Assert.InRange(edited.OutputReasons.Count(reason => !NothingToDo.Contains(reason)), changed.Length, 5);
    }

    [Fact]
    public void An_edit_of_a_body_changes_no_part()
    {
        var edited = Edit(Program.Value, "=> \"2\"", "=> \"edited\"");

        Assert.All(edited.Reasons["RouteParts"], reason => Assert.Contains(reason, NothingToDo));
        Assert.All(edited.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void A_new_action_changes_one_part()
    {
        const string Action = "[Get(\"action2\")]";
        var edited = Edit(Program.Value, Action, "[Get(\"new\")] public static string New() => \"\";\n    " + Action);

        Assert.Single(edited.Reasons["RouteTables"], reason => !NothingToDo.Contains(reason));
        Assert.All(edited.Reasons["RouteIndex"], reason => Assert.Contains(reason, NothingToDo));
    }

    [Fact]
    public void A_new_controller_changes_its_parts_and_the_list_of_endpoints()
    {
        var run = Program.Value;
        const string New = "[Controller] public static class NewController { [Get(\"only\")] public static string Show() => \"\"; }";
        var edited = run.Again(run.Input.AddSyntaxTrees(Compilations.Parse(New, "New.cs")));

        Assert.Single(edited.Reasons["RouteTables"], reason => !NothingToDo.Contains(reason));
        Assert.Contains("NewControllerActions.List(endpoints);", edited.Files["Graceful.Routes.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(256, 0)]
    [InlineData(257, 4)]
    public void A_program_with_few_routes_has_its_match_in_one_file(int routes, int parts)
    {
        var run = GeneratorRun.Of($$"""
            [Controller("/")]
            public static class OnlyController
            {
            {{string.Join('\n', Enumerable.Range(0, routes).Select(i => $"    [Get(\"action{i}\")] public static string A{i}() => \"\";"))}}
            }
            """);

        Assert.Equal(parts, Parts(run).Count);
    }

    private static Dictionary<string, string> Parts(GeneratorRun run) => run.Files
        .Where(file => file.Key.StartsWith("Graceful.Routes.Part", StringComparison.Ordinal))
        .ToDictionary(file => file.Key, file => file.Value);

    private static GeneratorRun Edit(GeneratorRun run, string before, string after)
    {
        const string File = "Source3.cs";
        var tree = run.Input.SyntaxTrees.Single(candidate => candidate.FilePath == File);
        var source = tree.ToString();
        Assert.Contains(before, source, StringComparison.Ordinal);
        return run.Again(run.Input.ReplaceSyntaxTree(
            tree, Compilations.Parse(source.Replace(before, after, StringComparison.Ordinal), File)));
    }

    private static string Controller(int number) => $$"""
        [Controller("api/v{{number % 7}}/resource{{number}}")]
        public static class C{{number}}Controller
        {
        {{string.Join('\n', Enumerable.Range(0, 10).Select(i => $"    [Get(\"{Template(i)}\")] public static string A{i}() => \"{i}\";"))}}
        }
        """;

    private static string Template(int action) => (action % 5) switch
    {
        0 => $"list{action}",
        1 => $"{{id:int}}/part{action}",
        2 => action == 2 ? "action2" : $"{{owner}}/{{name}}/action{action}",
        3 => $"{{id:guid}}/of/{{page:int=1}}/{action}",
        _ => $"files{action}/{{**path}}",
    };
}
