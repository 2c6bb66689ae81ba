using Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Running;

/// <summary>MVC has some of our names: the package resolves them, so that a file may use both namespaces.</summary>
public sealed class NamesOfMvcTests
{
    private const string Source = """
        using Microsoft.AspNetCore.Mvc;
        using Graceful;

        [Controller("books")]
        public sealed class BookController
        {
            [Get("{id}")] public string Show(ActionContext context, [FromRoute] int id, [FromQuery] string? q) => $"{context.Request.Method} {id} {q}";
        }
        """;

    [Fact]
    public async Task A_controller_may_use_both_namespaces()
    {
        await using var app = await RunningApp.StartAsync(Source);

        Assert.Equal("GET 5 x", await app.GetAsync("/books/5?q=x"));
    }

    [Fact]
    public void Every_name_that_both_have_is_decided()
    {
        var ours = typeof(Graceful.ActionContext).Assembly.GetExportedTypes().Where(type => type.Namespace == "Graceful").Select(type => type.Name);
        var theirs = new[] { typeof(Microsoft.AspNetCore.Mvc.ActionResult), typeof(Microsoft.AspNetCore.Mvc.Controller), typeof(Microsoft.AspNetCore.Mvc.IActionResult) }
            .Select(type => type.Assembly).Distinct().SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type.Namespace == "Microsoft.AspNetCore.Mvc").Select(type => type.Name);

        Assert.Equal(
            ours.Intersect(theirs, StringComparer.Ordinal).Select(name => $"global using {name} = Graceful.{name};").Order(StringComparer.Ordinal),
            Compilations.UsingsOfThePackage.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_the_usings_of_the_package_the_compiler_says_what_is_ambiguous_and_nothing_else_breaks()
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
