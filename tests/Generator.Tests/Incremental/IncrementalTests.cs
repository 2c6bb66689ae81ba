using System.Collections;
using System.Reflection;
using Generator.Tests.Harness;
using Graceful.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Incremental;

/// <summary>A keystroke makes the generator repeat as little work as possible.</summary>
public sealed class IncrementalTests
{
    private const string Unrelated = "public static class Unrelated { public static int Number => 1; }";

    private const string First = """
        [Controller]
        public sealed class FirstController(ILoggerFactory logging)
        {
            [Before] public void Before(RequestContext context) { }
            [Action, EndpointName("show")] public string Show(RequestContext context) => "first" + logging;
        }
        """;

    private const string Second = """
        [Controller]
        public static class SecondController
        {
            [Action] public static string Show() => "second";
        }
        """;

    private static readonly IncrementalStepRunReason[] NothingToDo = [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged];

    [Fact]
    public void An_edit_of_an_unrelated_file_changes_nothing()
    {
        var run = GeneratorRun.Of(Unrelated, First, Second);
        AssertNothingChanged(Edit(run, "Source0.cs", Unrelated.Replace("=> 1", "=> 2", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_new_file_changes_nothing()
    {
        var run = GeneratorRun.Of(Unrelated, First, Second);
        AssertNothingChanged(run.Again(run.Input.AddSyntaxTrees(Compilations.Parse("public static class New;", "New.cs"))));
    }

    [Fact]
    public void An_edit_of_the_body_of_an_action_changes_nothing()
    {
        var run = GeneratorRun.Of(Unrelated, First, Second);
        AssertNothingChanged(Edit(run, "Source2.cs", Second.Replace("\"second\"", "\"another\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_line_above_a_controller_changes_nothing()
    {
        var run = GeneratorRun.Of(Unrelated, First, Second);
        AssertNothingChanged(Edit(run, "Source1.cs", "// Moved.\n\n" + First));
    }

    [Fact]
    public void A_new_action_changes_its_controller_and_the_table_only()
    {
        var run = GeneratorRun.Of(Unrelated, First, Second);
        var edited = Edit(run, "Source2.cs",
            Second.Replace("[Action]", "[Action] public static void More() { }\n    [Action]", StringComparison.Ordinal));

        AssertOne(edited, "Controllers");
        AssertOne(edited, "NamedControllers");
        AssertOne(edited, "ControllerRoutes");
        AssertOne(edited, "RouteTables");
        Assert.All(edited.Reasons["Program"], reason => Assert.Contains(reason, NothingToDo));
        Assert.Equal(run.Files["FirstController.g.cs"], edited.Files["FirstController.g.cs"]);
        Assert.Contains("More", edited.Files["Graceful.Routes.g.cs"], StringComparison.Ordinal);

        // The file of the other controller is not generated again.
        Assert.Contains(IncrementalStepRunReason.Cached, edited.OutputReasons);
    }

    [Fact]
    public void A_new_hook_changes_its_controller_but_not_the_table()
    {
        var run = GeneratorRun.Of(Unrelated, First, Second);
        var edited = Edit(run, "Source2.cs",
            Second.Replace("[Action]", "[After] public static void After() { }\n    [Action]", StringComparison.Ordinal));

        AssertOne(edited, "Controllers");
        Assert.All(edited.Reasons["ControllerRoutes"], reason => Assert.Contains(reason, NothingToDo));
        Assert.All(edited.Reasons["RouteTables"], reason => Assert.Contains(reason, NothingToDo));
    }

    [Fact]
    public void An_edit_of_a_template_does_not_change_the_code_that_actions_share()
    {
        const string Third = """
            [Controller]
            public static class ThirdController
            {
                [Get("{id}")] public static string Show(int id) => "third";
            }
            """;
        var run = GeneratorRun.Of(Unrelated, Third, Third.Replace("Third", "Fourth", StringComparison.Ordinal));
        var edited = Edit(run, "Source1.cs", Third.Replace("{id}", "by/{id}", StringComparison.Ordinal));

        // Both actions have the same parameters and result.
        Assert.Single(run.Files["Graceful.Shapes.g.cs"].Split('\n'), line => line.Contains("call(id)", StringComparison.Ordinal));
        AssertOne(edited, "ShapedControllers");
        Assert.All(edited.Reasons["Shapes"], reason => Assert.Contains(reason, NothingToDo));
        Assert.Equal(
            ["Graceful.Routes.g.cs", "ThirdController-Library.g.cs", "ThirdController-Links.g.cs", "ThirdController.g.cs"],
            edited.Files.Where(file => file.Value != run.Files[file.Key]).Select(file => file.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_a_controller_inherits_is_seen_when_it_changes()
    {
        const string Base = "public abstract class Base { [Action] public string Show() => \"\"; }";
        var run = GeneratorRun.Of(Base, "[Controller] public sealed class DerivedController : Base;");
        var edited = Edit(run, "Source0.cs", Base.Replace("Show", "Display", StringComparison.Ordinal));

        Assert.Contains("/derived/Display", edited.Files["Graceful.Routes.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_route_attribute_of_the_app_is_read_again_when_its_class_changes()
    {
        const string Attribute = """
            public class AtAttribute(string path) : Microsoft.AspNetCore.Mvc.RouteAttribute(Prefixes.Api + path);
            """;
        const string Prefixes = "public static class Prefixes { public const string Api = \"api/v1/\"; }";
        var run = GeneratorRun.Of(
            Unrelated, Attribute, Prefixes, "[assembly: CompileMvcControllers]",
            "public class OneController : Microsoft.AspNetCore.Mvc.ControllerBase { [At(\"one\")] public string Show() => \"\"; }");
        var edited = Edit(run, "Source1.cs", Attribute.Replace("path)", "path + \"/more\")", StringComparison.Ordinal));
        var again = Edit(edited, "Source2.cs", Prefixes.Replace("v1", "v2", StringComparison.Ordinal));

        Assert.Contains("\"/api/v1/one\"", string.Concat(run.Files.Values), StringComparison.Ordinal);
        Assert.Contains("\"/api/v1/one/more\"", string.Concat(edited.Files.Values), StringComparison.Ordinal);
        Assert.Contains("\"/api/v2/one/more\"", string.Concat(again.Files.Values), StringComparison.Ordinal);
        AssertNothingChanged(Edit(again, "Source0.cs", Unrelated.Replace("=> 1", "=> 2", StringComparison.Ordinal)));
    }

    [Fact]
    public void Nothing_of_Roslyn_is_kept_between_runs()
    {
        var run = GeneratorRun.Of(Unrelated, First, Second);
        var outputs = RouteGenerator.Steps.All
            .Where(run.Result.TrackedSteps.ContainsKey)
            .SelectMany(step => run.Result.TrackedSteps[step])
            .SelectMany(step => step.Outputs)
            .Select(output => output.Value)
            .ToArray();

        Assert.NotEmpty(outputs);
        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var output in outputs)
        {
            AssertPlain(output, output.GetType().Name, visited);
        }

        Assert.True(visited.Count > 20, $"only {visited.Count} objects were looked at");
    }

    [Fact]
    public void The_walk_finds_a_symbol_when_there_is_one()
    {
        var symbol = GeneratorRun.Of(First).Input.GetTypeByMetadataName("FirstController")!;

        Assert.ThrowsAny<Xunit.Sdk.XunitException>(
            () => AssertPlain(new[] { new Tuple<object>(symbol) }, "root", new HashSet<object>(ReferenceEqualityComparer.Instance)));
    }

    private static GeneratorRun Edit(GeneratorRun run, string file, string source)
    {
        var tree = run.Input.SyntaxTrees.Single(candidate => candidate.FilePath == file);
        return run.Again(run.Input.ReplaceSyntaxTree(tree, Compilations.Parse(source, file)));
    }

    private static void AssertNothingChanged(GeneratorRun run)
    {
        foreach (var (step, reasons) in run.Reasons)
        {
            Assert.NotEmpty(reasons);
            Assert.True(reasons.All(NothingToDo.Contains), $"{step}: {string.Join(", ", reasons)}");
        }

        Assert.All(run.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    private static void AssertOne(GeneratorRun run, string step) =>
        Assert.Single(run.Reasons[step], reason => !NothingToDo.Contains(reason));

    /// <summary>Visits every object that an object references.</summary>
    private static void AssertPlain(object? value, string path, HashSet<object> visited)
    {
        if (value is null || !visited.Add(value))
        {
            return;
        }

        var type = value.GetType();
        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or Compilation or SemanticModel or Location or AttributeData,
            $"{path} is a {type}");
        if (type.IsPrimitive || type.IsEnum || value is string)
        {
            return;
        }

        if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                AssertPlain(item, path + "[]", visited);
            }
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var field in current.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                AssertPlain(field.GetValue(value), $"{path}.{field.Name}", visited);
            }
        }
    }
}
