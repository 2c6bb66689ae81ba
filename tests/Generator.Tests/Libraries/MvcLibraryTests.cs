using System.Text;
using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Libraries;

/// <summary>MVC controllers of libraries that compile them are served by the apps that reference them.</summary>
public sealed class MvcLibraryTests
{
    private const string OptIn = "[assembly: CompileMvcControllers]\n";
    private const string Usings = "using Microsoft.AspNetCore.Mvc;\nusing Microsoft.AspNetCore.Mvc.Filters;\n" +
        "using Microsoft.AspNetCore.Mvc.ModelBinding;\nusing System.ComponentModel.DataAnnotations;\n";

    private const string Library = """
        namespace Shop.Suppliers;

        public interface IPrices { string Of(int id); }

        public sealed class Supplier
        {
            [Required, StringLength(5)] public string? Name { get; set; }
            public int Id { get; set; }
        }

        public sealed class NoteAttribute : TypeFilterAttribute
        {
            public NoteAttribute(string text)
                : base(typeof(NoteFilter)) => Arguments = [text];

            private sealed class NoteFilter(IPrices prices, string text) : IActionFilter
            {
                public void OnActionExecuting(ActionExecutingContext context) =>
                    context.HttpContext.Response.Headers.Append("X-Note", text + prices.Of(1));

                public void OnActionExecuted(ActionExecutedContext context)
                {
                }
            }
        }

        internal sealed class StepFilter(IPrices prices) : IResultFilter
        {
            public void OnResultExecuting(ResultExecutingContext context) =>
                context.HttpContext.Response.Headers.Append("X-Step", prices.Of(2));

            public void OnResultExecuted(ResultExecutedContext context)
            {
            }
        }

        public sealed class StepAttribute : TypeFilterAttribute
        {
            public StepAttribute() : base(typeof(StepFilter)) { }
        }

        public sealed class PairBinder(IPrices prices) : IModelBinder
        {
            public Task BindModelAsync(ModelBindingContext bindingContext)
            {
                var text = bindingContext.ValueProvider.GetValue(bindingContext.ModelName).FirstValue;
                bindingContext.Result = ModelBindingResult.Success(text?.Split('-').Append(prices.Of(3)).ToArray() ?? []);
                return Task.CompletedTask;
            }
        }

        [ApiController, Route("api/[controller]"), Note("base")]
        public abstract class ListController<T> : ControllerBase
            where T : new()
        {
            [HttpGet] public virtual ActionResult<T> First() => new T();
            [HttpGet("pair")] public string Pair([ModelBinder(typeof(PairBinder))] string[] pair) => string.Join("+", pair);
            [HttpPost] public ActionResult<T> Add(T item) => CreatedAtAction(nameof(First), null, item);
        }

        [Step]
        public sealed class SuppliersController(IPrices prices) : ListController<Supplier>
        {
            [HttpGet("{id:int}", Name = "supplier")]
            public ActionResult<Supplier> Show(int id, [FromQuery] Supplier filter) =>
                id == 0 ? NotFound() : new Supplier { Id = id, Name = prices.Of(id) + filter.Name };

            [HttpGet("url")]
            public string? Link() => Url.Action("Show", "Suppliers", new { id = 4 }) + Url.RouteUrl("supplier", new { id = 5 });
        }
        """;

    private const string App = """
        public sealed class Prices : Shop.Suppliers.IPrices { public string Of(int id) => id * 2 + "e"; }

        public sealed class Own { public int Number { get; set; } = 7; }

        [Shop.Suppliers.Note("own")]
        public sealed class OwnController : Shop.Suppliers.ListController<Own>
        {
            public override ActionResult<Own> First() => new Own { Number = 8 };
            [HttpGet("link"), Shop.Suppliers.Step] public string? Link() => Url.Action("Show", "Suppliers", new { id = 4 });
        }
        """;

    private const string Services = "builder.Services.AddSingleton<Shop.Suppliers.IPrices, Prices>();";

    private const string UnderMvc = Services + """

        builder.Services.AddControllers().AddApplicationPart(typeof(TestProgram).Assembly)
            .AddApplicationPart(typeof(Shop.Suppliers.Supplier).Assembly);
        """;

    private static readonly (string Path, string? Body)[] Requests =
    [
        ("/api/suppliers", null), ("/api/suppliers/3?name=abc", null), ("/api/suppliers/3?name=abcdefg", null), ("/api/suppliers/0", null),
        ("/api/suppliers/x", null), ("/api/suppliers/pair?pair=a-b", null), ("/api/suppliers/url", null),
        ("/api/suppliers", "{\"name\":\"abc\"}"), ("/api/suppliers", "{\"name\":\"abcdefg\"}"), ("/api/suppliers", "{}"),
        ("/api/own", null), ("/api/own/pair?pair=c", null), ("/api/own/link", null), ("/api/own", "{\"number\":5}"),
        ("/api/own", "{\"number\":\"x\"}"), ("/api/list", null),
    ];

    [Fact]
    public async Task They_are_served_as_by_MVC()
    {
        var library = CompiledLibrary.Compile("Shop.Suppliers", Usings + OptIn + Library);
        await using var compiled = await RunningApp.StartAsync(Usings + OptIn + App, [library], Services);
        var plain = CompiledLibrary.Compile("Shop.Suppliers", Usings + Library);
        await using var mvc = await RunningApp.StartAsync(Usings + App, [plain], UnderMvc, "app.MapControllers();");

        foreach (var (path, body) in Requests)
        {
            Assert.Equal(await AnswerAsync(mvc, path, body), await AnswerAsync(compiled, path, body));
        }

        // As in reflection, the [Note] of the derived class replaces that of its base.
        Assert.Contains("X-Note: own2e", await AnswerAsync(compiled, "/api/own", body: null), StringComparison.Ordinal);
    }

    /// <summary>Only the library has the attribute.</summary>
    [Fact]
    public async Task An_app_without_controllers_serves_them()
    {
        var library = CompiledLibrary.Compile("Shop.Suppliers", Usings + OptIn + Library);
        await using var app = await RunningApp.StartAsync(
            "public sealed class Prices : Shop.Suppliers.IPrices { public string Of(int id) => \"p\"; }", [library], Services);

        Assert.Equal("{\"name\":\"pabc\",\"id\":3}", await app.GetAsync("/api/suppliers/3?name=abc"));
    }

    [Fact]
    public async Task They_can_be_excluded()
    {
        var library = CompiledLibrary.Compile("Shop.Suppliers", Usings + OptIn + Library);
        await using var app = await RunningApp.StartAsync(
            $"{Usings}[assembly: ExcludeControllers(\"Shop.Suppliers.SuppliersController\")]\n{OptIn}{App}", [library], Services);

        Assert.Equal(404, await app.StatusAsync("/api/suppliers/3"));
        Assert.Equal(200, await app.StatusAsync("/api/own"));
    }

    [Fact]
    public async Task A_route_that_duplicates_one_of_a_library_is_reported_in_the_program()
    {
        const string Source = """
            [Route("api/suppliers")]
            public sealed class SecondController : ControllerBase { [HttpGet("{number:int}")] public string Show(int number) => ""; }
            """;

        var diagnostic = Assert.Single(await AnalyzeAsync(
            Usings + OptIn + Source, CompiledLibrary.Compile("Shop.Suppliers", Usings + OptIn + Library).File));

        Assert.Equal("GR0002", diagnostic.Id);
        Assert.Contains(
            "'Shop.Suppliers.SuppliersController.Show in Shop.Suppliers'", diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_that_does_not_compile_its_controllers_is_reported()
    {
        var library = CompiledLibrary.Compile("Shop.Suppliers", Usings + Library);
        const string Program = "public static class Program;";

        var diagnostic = Assert.Single(await AnalyzeAsync(OptIn + Program, library.File));

        Assert.Equal(("GR0062", DiagnosticSeverity.Warning), (diagnostic.Id, diagnostic.DefaultSeverity));
        Assert.Contains("'Shop.Suppliers' (Shop.Suppliers.SuppliersController)", diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Empty(await AnalyzeAsync(Program, library.File));
        Assert.Empty(await AnalyzeAsync("[assembly: ExcludeControllers(\"Shop.Suppliers\")]\n" + OptIn + Program, library.File));
        Assert.Empty(await AnalyzeAsync(
            OptIn + Program, CompiledLibrary.Compile("Shop.Suppliers", Usings + OptIn + Library).File));
    }

    /// <summary>Classes that MVC takes as no controllers, and controllers of Graceful.</summary>
    [Fact]
    public async Task Other_classes_of_a_library_are_not_reported()
    {
        const string Source = """
            namespace Shop;

            [NonController] public class AController : ControllerBase;
            public abstract class BController : ControllerBase;
            internal class CController : ControllerBase;
            public class DController<T> : ControllerBase { public T? Value { get; set; } }
            public class Outer { public class EController : ControllerBase; }
            [Graceful.Controller] public class FController { [Action("f")] public string Show() => new ProblemDetails().ToString()!; }
            """;

        Assert.Empty(await AnalyzeAsync(OptIn + "public static class Program;", CompiledLibrary.Compile("Shop", Usings + Source).File));
    }

    private static Task<System.Collections.Immutable.ImmutableArray<Diagnostic>> AnalyzeAsync(string source, MetadataReference library) =>
        Compilations.AnalyzeAsync((CSharpCompilation)GeneratorRun.Of(Compilations.Create("App", [library], source)).Output);

    private static async Task<string> AnswerAsync(RunningApp app, string path, string? body)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await app.Client.SendAsync(request);
        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(header => header.Key is "X-Note" or "X-Step" or "Content-Type" or "Location")
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
        var text = await response.Content.ReadAsStringAsync();
        var trace = text.IndexOf(",\"traceId\"", StringComparison.Ordinal);
        return $"{path} {(int)response.StatusCode} {string.Join("; ", headers)} {(trace < 0 ? text : text[..trace])}"
            .Replace(app.Address.GetLeftPart(UriPartial.Authority), string.Empty, StringComparison.Ordinal);
    }
}
