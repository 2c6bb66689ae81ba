using System.Xml.Linq;
using Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Running;

/// <summary>MVC has a [Controller] too. Code of MVC alone compiles unchanged; a project that uses both opts in to an alias.</summary>
public sealed class NamesOfMvcTests
{
    private const string Source = """
        using Microsoft.AspNetCore.Mvc;
        using Graceful;

        [Controller("books")]
        public sealed class BookController
        {
            [Get("{id}")] public string Show(RequestContext context, [FromRoute] int id, [FromQuery] string? q) => $"{context.Request.Method} {id} {q}";
        }
        """;

    [Fact]
    public async Task A_controller_may_use_both_namespaces()
    {
        await using var app = await RunningApp.StartAsync(Source);

        Assert.Equal("GET 5 x", await app.GetAsync("/books/5?q=x"));
    }

    [Fact]
    public void Every_name_that_both_have_is_in_the_opt_in()
    {
        var ours = typeof(Graceful.RequestContext).Assembly.GetExportedTypes().Where(type => type.Namespace == "Graceful").Select(type => type.Name);
        Type[] mvc =
        [
            typeof(Microsoft.AspNetCore.Mvc.ActionResult), typeof(Microsoft.AspNetCore.Mvc.Controller), typeof(Microsoft.AspNetCore.Mvc.IActionResult),
        ];
        var theirs = mvc
            .Select(type => type.Assembly).Distinct().SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type.Namespace == "Microsoft.AspNetCore.Mvc").Select(type => type.Name);

        Assert.Equal(
            ours.Intersect(theirs, StringComparer.Ordinal).Select(name => $"global using {name} = Graceful.{name};").Order(StringComparer.Ordinal),
            Compilations.UsingsOfThePackage.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_package_adds_no_usings_by_default()
    {
        var props = XDocument.Load(Path.Combine(Project.Root, "src", "Graceful.Runtime", "build", "Graceful.props"));

        Assert.All(
            props.Descendants("Using"), item => Assert.Equal("'$(GracefulUsings)' == 'true'", item.Parent!.Attribute("Condition")?.Value));
    }

    [Fact]
    public void Code_of_MVC_alone_compiles_beside_the_package()
    {
        var compilation = Compilations.Create("""
            public sealed class Teapot : Microsoft.AspNetCore.Mvc.IActionResult
            {
                public Task ExecuteResultAsync(ActionContext context)
                {
                    context.HttpContext.Response.StatusCode = 418;
                    return Task.CompletedTask;
                }
            }

            [Controller] public sealed class TeapotController;
            """);
        var usings = compilation.SyntaxTrees.First();
        var mvc = compilation.ReplaceSyntaxTree(
            usings, Compilations.Parse("global using System.Threading.Tasks;\nglobal using Microsoft.AspNetCore.Mvc;", usings.FilePath));

        Assert.Empty(Compilations.Complaints(GeneratorRun.Of(mvc).Output.GetDiagnostics()));
    }

    [Fact]
    public async Task Without_the_opt_in_the_compiler_reports_the_ambiguous_name_and_nothing_else_breaks()
    {
        var with = Compilations.Create(Source);
        var globals = with.SyntaxTrees.First();
        var without = with.ReplaceSyntaxTree(globals, Compilations.Parse(
            globals.ToString().Replace(string.Join("\n", Compilations.UsingsOfThePackage), string.Empty, StringComparison.Ordinal), globals.FilePath));
        var run = GeneratorRun.Of(without);

        Assert.Contains("CS0104", run.Output.GetDiagnostics().Select(diagnostic => diagnostic.Id));
        Assert.DoesNotContain("books", string.Concat(run.Files.Values), StringComparison.Ordinal);
        Assert.DoesNotContain("AD0001", (await Compilations.AnalyzeAsync((CSharpCompilation)run.Output)).Select(diagnostic => diagnostic.Id));
    }
}
