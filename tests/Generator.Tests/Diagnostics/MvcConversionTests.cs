using System.Runtime.Loader;
using Generator.Tests.Harness;
using Graceful.Generators.Analyzers.Programs;
using Graceful.Generators.Parsing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Generator.Tests.Diagnostics;

/// <summary>Converts MVC controllers with the code fix of GR0035 and compares the route table with that of MVC.</summary>
public sealed class MvcConversionTests
{
    private const string Usings = "using Microsoft.AspNetCore.Mvc;\n";

    /// <summary>Controllers that MVC and, with [Controller], Graceful discover.</summary>
    public static TheoryData<string> Controllers => new(
        "[Graceful.Controller(\"api/[controller]\")] public abstract class ApiBase { } [Graceful.Controller] " +
        "public sealed class TodoController : ApiBase { [HttpGet] public string List() => \"\"; [HttpGet(\"{id}\")] " +
        "public string Show(string id) => id; }",
        "[Route(\"api/[controller]\")] public abstract class ApiBase { } [Graceful.Controller] " +
        "public sealed class TodoController : ApiBase { [HttpGet] public string List() => \"\"; [HttpPost] public string Add() => \"\"; }",
        "[Route(\"api/[controller]/[action]\")] public abstract class ApiBase { } [Graceful.Controller] " +
        "public sealed class TodoController : ApiBase { [HttpGet] public string List() => \"\"; [HttpPost(\"x\")] " +
        "public string Add() => \"\"; }",
        "public abstract class ApiBase { [HttpGet] public string List() => \"\"; } [Graceful.Controller, Route(\"a\")] " +
        "public sealed class AController : ApiBase; [Graceful.Controller, Route(\"b\")] public sealed class BController : ApiBase;",
        "public abstract class ApiBase<T> { [HttpGet] public string List() => \"\"; [HttpDelete(\"{id}\")] " +
        "public string Remove(string id) => id; } [Graceful.Controller, Route(\"a\")] public sealed class AController : ApiBase<int>;",
        "[Graceful.Controller, ApiController, Route(\"api/todo\")] public sealed class TodoController { [HttpGet] " +
        "public string List() => \"\"; [HttpGet(\"all\")] public string All() => \"\"; [HttpPut(\"/root\")] " +
        "public string Root() => \"\"; [HttpPut(\"~/other\")] public string Other() => \"\"; }",
        "[Graceful.Controller] public sealed class TodoController { [HttpGet(\"plain\")] public string Plain() => \"\"; " +
        "[HttpGet(\"plain/{id}\", Name = \"n\", Order = 2)] public string Show(string id) => id; [HttpDelete(\"\")] " +
        "public string Nothing() => \"\"; [Route(\"any\")] public string Any() => \"\"; }",
        "[Graceful.Controller, Route(\"x\")] public sealed class TodoController { [HttpGet, Route(\"both\")] " +
        "public string Both() => \"\"; [HttpGet, HttpPost, Route(\"three\")] public string Three() => \"\"; [HttpGet(\"one\"), HttpPost] " +
        "public string Two() => \"\"; [HttpHead(\"h\"), HttpPatch(\"p\"), HttpOptions(\"o\")] public string Verbs() => \"\"; }",
        "[Graceful.Controller(\"[controller]\")] public class ListController { [HttpGet] public string GetAsync() => \"\"; " +
        "[HttpGet(\"[action]\")] public string Named() => \"\"; }",
        "[Route(\"outer\")] public abstract class Outer { } public abstract class Inner : Outer { [HttpGet] " +
        "public string List() => \"\"; } [Graceful.Controller] public sealed class TodoController : Inner { [HttpPost] " +
        "public string Add() => \"\"; }",
        "[Route(\"outer\")] public abstract class Outer { } [Graceful.Controller, Route(\"own\")] " +
        "public sealed class TodoController : Outer { [HttpPost] public string Add() => \"\"; }",
        "[Graceful.Controller, Route(\"x/{tenant}\")] public sealed class TodoController { [HttpGet] " +
        "public string List(string tenant) => tenant; [HttpGet(\"{id:int}\")] public string Show(string tenant, int id) => tenant + id; }");

    /// <summary>Code for which no single template keeps the URL, so that no fix may be offered.</summary>
    public static TheoryData<string> Refused => new(
        "public abstract class ApiBase { [{|HttpGet|}] public string List() => \"\"; } [Graceful.Controller(\"a\")] " +
        "public sealed class AController : ApiBase; [Graceful.Controller(\"b/[action]\")] public sealed class BController : ApiBase;",
        "[Graceful.Controller, Route(\"a\"), Route(\"b\")] public sealed class AController { [{|HttpGet|}] public string List() => \"\"; }",
        "[Graceful.Controller(\"a/[action]\")] public sealed class AController { [{|HttpGet|}, ActionName(\"other\")] " +
        "public string List() => \"\"; }",
        "[Graceful.Controller(\"a\")] public sealed class AController { [{|HttpGet|}, Route(\"b\"), Route(\"c\")] " +
        "public string List() => \"\"; }",
        "[Graceful.Controller(\"a\")] public sealed class AController { [{|HttpGet|}, NonAction] public string List() => \"\"; }");

    [Theory]
    [MemberData(nameof(Controllers))]
    public async Task The_fix_keeps_every_route(string source)
    {
        // MVC reads [Route] where a class is already converted.
        var expected = await RoutesOfMvcAsync(Usings + source.Replace("Graceful.Controller(\"", "Route(\"", StringComparison.Ordinal));
        Assert.NotEmpty(expected);

        var project = Fixing.Open(Usings + source);
        foreach (var kind in new[] { "WriteOurs", "RemoveNeedless", "WriteOurs" })
        {
            if ((await Fixing.DiagnosticsAsync(project)).Any(diagnostic => diagnostic.Id == "GR0035"))
            {
                project = await Fixing.FixAllAsync(project, "GR0035", kind);
            }
        }

        Assert.DoesNotContain(await Fixing.DiagnosticsAsync(project), diagnostic => diagnostic.Id is "GR0035" or "AD0001" or "GR0070");
        var actual = await RoutesOfGracefulAsync(project);
        Assert.True(expected.SequenceEqual(actual),
            $"MVC: {string.Join(", ", expected)}\nGraceful: {string.Join(", ", actual)}\n{await Fixing.TextAsync(project)}");
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task No_fix_is_offered_where_it_would_change_a_route(string source)
    {
        var marked = Marked.Of(Usings + source);
        var document = Fixing.Open(marked.Text).Documents.Last();
        var diagnostic = (await Fixing.DiagnosticsAsync(document.Project)).First(one => one.Location.SourceSpan.Start == marked.Start);

        Assert.Equal("GR0035", diagnostic.Id);
        Assert.DoesNotContain(await Fixing.OffersAsync(document, diagnostic), offer => offer.EquivalenceKey == "WriteOurs");
    }

    [Theory]
    [InlineData("[Graceful.Controller(\"a\")] public sealed class AController { [HttpGet] public string List() => \"\"; }",
        "use [Get(\"\")]")]
    [InlineData("[Graceful.Controller(\"a\")] public abstract class Base; [Graceful.Controller] public sealed class AController : Base { " +
        "[HttpPost] public string List() => \"\"; }", "use [Post(\"\")]")]
    [InlineData("[Graceful.Controller(\"a/[action]\")] public sealed class AController { [HttpGet] public string List() => \"\"; }",
        "use [Get]")]
    [InlineData("[Graceful.Controller] public sealed class AController { [HttpGet] public string List() => \"\"; }", "use [Get]")]
    [InlineData("[Graceful.Controller] public sealed class AController { [HttpGet(\"b\")] public string List() => \"\"; }",
        "use [Get(\"~/b\")]")]
    public async Task The_message_names_the_attribute_with_the_same_route(string source, string expected)
    {
        var diagnostic = Assert.Single(await Analysis.RunAsync(Usings + source));

        Assert.EndsWith(expected, diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> RoutesOfMvcAsync(string source)
    {
        using var image = new MemoryStream();
        var emitted = Compilations.Create("Mvc" + Guid.NewGuid().ToString("N"), [], source).Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        image.Position = 0;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddControllers().ConfigureApplicationPartManager(parts => parts.ApplicationParts.Clear())
            .AddApplicationPart(new AssemblyLoadContext("Mvc").LoadFromStream(image));
        await using var app = builder.Build();
        var actions = app.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items
            .OfType<ControllerActionDescriptor>();
        return [.. actions.SelectMany(Routes).Order(StringComparer.Ordinal)];

        static IEnumerable<string> Routes(ControllerActionDescriptor action)
        {
            var path = action.AttributeRouteInfo?.Template ?? $"{action.ControllerName}/{action.ActionName}";
            var verbs = action.ActionConstraints?.OfType<Microsoft.AspNetCore.Mvc.ActionConstraints.HttpMethodActionConstraint>()
                .SelectMany(one => one.HttpMethods) ?? [];
            return verbs.DefaultIfEmpty("*").Select(verb => Normal(verb, path));
        }
    }

    private static async Task<IReadOnlyList<string>> RoutesOfGracefulAsync(Microsoft.CodeAnalysis.Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var known = KnownTypes.Of(compilation);
        var routes = new ProgramDeclarations(compilation).Controllers
            .Select(one => compilation.GetTypeByMetadataName(one.Type.MetadataName)!)
            .Where(type => !ControllerParser.IsBase(type))
            .SelectMany(type => ControllerParser.Routes(type, known));
        return [.. routes.SelectMany(found => Verbs(found.Route.Title)
            .Select(verb => Normal(verb, found.Route.Title[(found.Route.Title.IndexOf('/') + 1)..]))).Order(StringComparer.Ordinal)];

        static IEnumerable<string> Verbs(string title) =>
            title.StartsWith('/') ? ["*"] : title[..title.IndexOf('/')].Split([',', '|', ' '], StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Normal(string verb, string path) => $"{verb} /{path.Trim('/')}".ToLowerInvariant();
}
