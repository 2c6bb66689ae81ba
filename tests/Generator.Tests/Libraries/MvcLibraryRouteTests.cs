using Generator.Tests.Diagnostics;
using Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Libraries;

/// <summary>Route attributes that a library declares route the controllers of the projects that reference it.</summary>
public sealed class MvcLibraryRouteTests
{
    private const string Usings = "using Microsoft.AspNetCore.Mvc;\nusing Microsoft.AspNetCore.Mvc.Infrastructure;\n" +
        "using Microsoft.AspNetCore.Mvc.Routing;\n";

    private const string OptIn = "[assembly: CompileMvcControllers]\n";

    private const string Library = """
        namespace Shop.Http;

        public class VersionedAttribute : Attribute, IRouteTemplateProvider, IApiBehaviorMetadata
        {
            public VersionedAttribute(int version, string resource = "[controller]")
            {
                Template = $"api/v{version}/{resource}";
                Policy = "p";
            }

            public string Template { get; }
            public int? Order => 2;
            public string? Name { get; set; }
            public string? Policy { get; set; }
        }

        public class V1Attribute(string resource = "[controller]") : VersionedAttribute(1, resource);
        public sealed class GetByIdAttribute() : HttpGetAttribute("{id:int}");
        public sealed class PlainAttribute : Attribute, IActionHttpMethodProvider, IRouteTemplateProvider
        {
            public PlainAttribute(string? template) => Template = template;
            public IEnumerable<string> HttpMethods => ["GET", "PUT"];
            public string? Template { get; }
            public int? Order { get; init; } = -1;
            public string? Name => null;
        }

        public sealed class ByMethodAttribute(string method) : HttpMethodAttribute([method, "PATCH"], "verb");
        public sealed class PurgeAttribute(string? path) : HttpDeleteAttribute(path ?? "none");
        public class ComputedAttribute : RouteAttribute { public ComputedAttribute(string path) : base(path + "/" + path.Length) { } }
        public class DependentAttribute : Attribute, IRouteTemplateProvider
        {
            public string Prefix { get; set; } = "a";
            public string Template => Prefix + "/b";
            public int? Order => null;
            public string? Name => null;
        }

        public class VirtualAttribute : Attribute, IRouteTemplateProvider
        {
            public virtual string Template => "a";
            public int? Order => null;
            public string? Name => null;
        }
        """;

    private const string App = """
        public sealed class V3Attribute : VersionedAttribute
        {
            public V3Attribute(string name) : base(3, name + "/deep") => Name = "v3";
        }

        [V1]
        public sealed class AController : ControllerBase
        {
            [GetById] public string One(int id) => $"one {id}";
            [Plain("plain")] public string Plain() => Request.Method;
            [ByMethod("GET")] public string Verb() => Request.Method;
            [Plain(null)] public string None() => Request.Method;
        }

        [Versioned(2, "b", Name = "two-[action]", Policy = "q")]
        public sealed class BController : ControllerBase
        {
            [HttpGet] public string Show() => Url.RouteUrl("two-Show") ?? "none";
        }

        [V3("c")]
        public sealed class CController : ControllerBase
        {
            [HttpGet] public string Show() => Url.RouteUrl("v3") ?? "none";
        }
        """;

    [Fact]
    public async Task They_have_the_values_that_the_build_of_the_library_knows()
    {
        var library = CompiledLibrary.Compile("Shop.Http", Usings + OptIn + Library);
        await using var app = await RunningApp.StartAsync($"{Usings}using Shop.Http;\n{OptIn}{App}", [library]);

        Assert.Equal("one 5", await app.GetAsync("/api/v1/A/5"));
        Assert.Equal("GET", await app.GetAsync("/api/v1/A/plain"));
        Assert.Equal("GET", await app.GetAsync("/api/v1/A"));
        Assert.Equal("GET", await app.GetAsync("/api/v1/A/verb"));
        Assert.Equal("/api/v2/b", await app.GetAsync("/api/v2/b"));
        Assert.Equal("/api/v3/c/deep", await app.GetAsync("/api/v3/c/deep"));
    }

    [Fact]
    public void The_values_change_with_the_class()
    {
        var run = GeneratorRun.Of(Compilations.Create("Shop.Http", [], Usings + OptIn + Library));
        var edited = run.Again(run.Input.ReplaceSyntaxTree(
            run.Input.SyntaxTrees.Single(tree => tree.FilePath == "Source0.cs"),
            Compilations.Parse(Usings + OptIn + Library.Replace("api/v", "rest/v", StringComparison.Ordinal), "Source0.cs")));

        const string File = "Graceful.CompiledRoutes.g.cs";
        Assert.Contains("Template = \"api/v\u27E80\u27E9/\u27E81\u27E9\", Order = \"2\"", run.Files[File], StringComparison.Ordinal);
        Assert.Contains("Template = \"rest/v\u27E80\u27E9/", edited.Files[File], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Purge(\"x\")")]
    [InlineData("Computed(\"x\"), HttpGet")]
    [InlineData("Dependent, HttpGet")]
    [InlineData("Dependent(Prefix = \"x\"), HttpGet")]
    [InlineData("Virtual, HttpGet")]
    [InlineData("Versioned(-2), HttpGet")]
    public async Task Other_values_are_an_error(string attributes)
    {
        var library = CompiledLibrary.Compile("Shop.Http", Usings + OptIn + Library);
        var source = $"{Usings}using Shop.Http;\n{OptIn}[Route(\"x\")] public sealed class XController : ControllerBase " +
            $"{{ [{attributes}] public string Bad() => \"\"; }}";

        var run = GeneratorRun.Of(Compilations.Create("App", [library.File], source));

        Assert.Equal("GR0042", Assert.Single(await Analysis.RunAsync((CSharpCompilation)run.Output)).Id);
    }
}
