using System.Xml.Linq;
using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Project = Generator.Tests.Harness.Project;

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
            [Get("{id}")] public string Show(RequestContext context, [FromRoute] int id, [FromQuery] string? q) =>
                $"{context.Request.Method} {id} {q}";
        }
        """;

    private static readonly string[] UsingsOfTheSdk =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Net.Http.Json", "System.Threading",
        "System.Threading.Tasks", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http",
        "Microsoft.AspNetCore.Routing", "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection",
        "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
    ];

    [Fact]
    public async Task A_controller_may_use_both_namespaces()
    {
        await using var app = await RunningApp.StartAsync(Source);

        Assert.Equal("GET 5 x", await app.GetAsync("/books/5?q=x"));
    }

    [Fact]
    public void Every_name_that_both_have_is_in_the_opt_in()
    {
        var ours = typeof(Graceful.RequestContext).Assembly.GetExportedTypes().Where(type => type.Namespace == "Graceful")
            .Select(type => type.Name);
        Type[] mvc =
        [
            typeof(Microsoft.AspNetCore.Mvc.ActionResult), typeof(Microsoft.AspNetCore.Mvc.Controller),
            typeof(Microsoft.AspNetCore.Mvc.IActionResult),
        ];
        var theirs = mvc
            .Select(type => type.Assembly).Distinct().SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type.Namespace == "Microsoft.AspNetCore.Mvc").Select(type => type.Name);

        Assert.Equal(
            ours.Intersect(theirs, StringComparer.Ordinal).Select(name => $"global using {name} = Graceful.{name};")
                .Order(StringComparer.Ordinal),
            Compilations.UsingsOfThePackage.Order(StringComparer.Ordinal));
    }

    /// <summary>Names that a class library or ASP.NET Core adds later would appear here.</summary>
    [Fact]
    public void Only_Controller_is_a_name_of_ASP_NET_Core_too()
    {
        var ours = typeof(Graceful.RequestContext).Assembly.GetExportedTypes().Where(type => type.Namespace == "Graceful")
            .Select(type => type.Name);
        var theirs = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(Path.GetFileNameWithoutExtension)
            .Where(name => name!.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) ||
                name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) ||
                name.StartsWith("System.", StringComparison.Ordinal))
            .SelectMany(name => System.Reflection.Assembly.Load(name!).GetExportedTypes())
            .Select(type => type.Name);

        Assert.Equal(["ControllerAttribute"], ours.Intersect(theirs, StringComparer.Ordinal));
    }

    /// <summary>An app of MVC that uses the package for its restarts alone.</summary>
    [Theory]
    [InlineData("", "Graceful.GracefulHostingExtensions.UseGraceful(builder);")]
    [InlineData("using Graceful;", "builder.UseGraceful();")]
    public async Task An_app_of_MVC_compiles_with_UseGraceful_alone(string use, string call)
    {
        var compilation = OfMvc($$"""
            {{use}}
            using Shop;

            var builder = WebApplication.CreateBuilder(args);
            {{call}}
            builder.Services.AddControllers();
            var app = builder.Build();
            app.MapControllers();
            app.Run(Links.Home);
            """,
            """
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.AspNetCore.Mvc.Filters;

            namespace Shop;

            public static class Links { public const string Home = "http://localhost:8080"; }

            public sealed class TeapotResult : IActionResult
            {
                public Task ExecuteResultAsync(ActionContext context) => Task.CompletedTask;
            }

            public sealed class TimingFilter : ActionFilterAttribute
            {
                public override void OnActionExecuting(ActionExecutingContext context) { }
            }

            [ApiController, Route("api/[controller]"), TimingFilter]
            public sealed class BookController : ControllerBase
            {
                [HttpGet("{id}")] public ActionResult<string> Show([FromRoute] int id) => id == 0 ? NotFound() : Ok($"{id}");
            }

            public sealed class HomeController : Controller
            {
                public IActionResult Index() => View();
            }
            """);
        var run = GeneratorRun.Of(compilation);

        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
        Assert.Empty(await Compilations.AnalyzeAsync((CSharpCompilation)run.Output));
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
        var mvc = OfMvc("""
            using Microsoft.AspNetCore.Mvc;

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

        Assert.Empty(Compilations.Complaints(GeneratorRun.Of(mvc).Output.GetDiagnostics()));
    }

    [Fact]
    public async Task Without_the_opt_in_the_compiler_reports_the_ambiguous_name_and_nothing_else_breaks()
    {
        var with = Compilations.Create(Source);
        var globals = with.SyntaxTrees.First();
        var without = with.ReplaceSyntaxTree(globals, Compilations.Parse(
            globals.ToString().Replace(string.Join("\n", Compilations.UsingsOfThePackage), string.Empty,
                StringComparison.Ordinal), globals.FilePath));
        var run = GeneratorRun.Of(without);

        Assert.Contains("CS0104", run.Output.GetDiagnostics().Select(diagnostic => diagnostic.Id));
        Assert.DoesNotContain("books", string.Concat(run.Files.Values), StringComparison.Ordinal);
        Assert.DoesNotContain("AD0001",
            (await Compilations.AnalyzeAsync((CSharpCompilation)run.Output)).Select(diagnostic => diagnostic.Id));
    }

    /// <summary>Returns a program with the implicit usings of Microsoft.NET.Sdk.Web instead of those of the tests.</summary>
    private static CSharpCompilation OfMvc(params string[] sources)
    {
        var isProgram = sources[0].Contains("WebApplication.", StringComparison.Ordinal);
        var compilation = Compilations.Create(sources);
        var usings = compilation.SyntaxTrees.First();
        var ofTheSdk = string.Join('\n', UsingsOfTheSdk.Select(name => $"global using {name};"));
        return compilation
            .ReplaceSyntaxTree(usings, Compilations.Parse(ofTheSdk, usings.FilePath))
            .WithOptions(compilation.Options.WithOutputKind(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary));
    }
}
