using System.Text.Json.Nodes;
using Generator.Tests.Harness;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.Extensions.DependencyInjection;

namespace Generator.Tests.Mvc;

/// <summary>MVC actions in the API explorer, compiled and under MVC.</summary>
public sealed class MvcDescriptionTests
{
    private const string Usings = "using Microsoft.AspNetCore.Mvc;\nusing Microsoft.AspNetCore.Mvc.ModelBinding;\n";

    private const string Source = """
        public sealed record Filter(string? Tag, Author? By = null, int Limit = 20);

        public sealed class Author
        {
            [FromQuery(Name = "who")] public string? Name { get; set; }
            [BindRequired] public int Age { get; set; }
            public Author? Teacher { get; set; }
        }

        public sealed class Place
        {
            [FromRoute] public int Shelf { get; set; }
            public int Row { get; set; }
        }

        public sealed record Book(string Title);

        public sealed class Move
        {
            [FromRoute] public int Shelf { get; set; }
            [FromHeader(Name = "X-Token")] public string? Token { get; set; }
            [FromHeader(Name = "X-Reason"), BindRequired] public string? Reason { get; set; }
            [FromServices] public IServiceScopeFactory? Scopes { get; set; }
            [FromBody] public Book? Book { get; set; }
        }

        [ApiController, Route("books")]
        public sealed class BookController : ControllerBase
        {
            [HttpGet("find/{id}")] public Book Find(int id, [FromQuery] Filter filter, string? order) => new("");
            [HttpGet("at/{shelf}")] public Book At([FromQuery] Place place) => new("");
            [HttpPut("move/{shelf}")] public Book Move([FromRoute] Move move) => new("");
            [HttpPost("add")]
            [ProducesResponseType<Book>(StatusCodes.Status201Created)]
            public ActionResult<Book> Add(Book book) => Created("/", book);
            [HttpPut("put"), ProducesResponseType(201), ProducesResponseType<string>(409)]
            public ActionResult<Book> Put(Book book) => Created("/", book);
            [HttpDelete("drop/{id}")] public IActionResult Drop(int id) => NoContent();
        }
        """;

    private const string UnderMvc = """
        builder.Services.AddControllers().ConfigureApplicationPartManager(parts =>
            parts.ApplicationParts.Add(new Microsoft.AspNetCore.Mvc.ApplicationParts.AssemblyPart(typeof(TestProgram).Assembly)));
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Parameters_and_responses_are_those_of_MVC(bool isCompiled)
    {
        await using var app = isCompiled
            ? await RunningApp.StartAsync(
                $"{Usings}[assembly: CompileMvcControllers]\n{Source}", "builder.Services.AddEndpointsApiExplorer();", "app.UseActions();")
            : await RunningApp.StartAsync(Usings + Source, UnderMvc, "app.MapControllers();");

        var described = app.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items
            .SelectMany(group => group.Items).ToDictionary(one => one.RelativePath!.Split('/')[1]);

        // A member that leads back to its type is described by MVC once more, as a whole.
        Assert.Equal(
            ["Path id True", "Query Tag False", "Query By.who False", "Query By.Age True", "Query Limit False", "Query order False"],
            described["find"].ParameterDescriptions
                .Where(one => !one.Name.StartsWith("By.Teacher", StringComparison.Ordinal))
                .Select(one => $"{one.Source.Id} {one.Name} {one.IsRequired}"));
        Assert.Equal(
            ["Path Shelf True", "Query Row False"],
            described["at"].ParameterDescriptions.Select(one => $"{one.Source.Id} {one.Name} {one.IsRequired}"));
        Assert.Equal(
            ["Path Shelf True", "Header X-Token False", "Header X-Reason True"],
            described["move"].ParameterDescriptions.Where(one => one.Source.Id is "Path" or "Header" or "Query")
                .Select(one => $"{one.Source.Id} {one.Name} {one.IsRequired}"));
        Assert.Equal("Book", Assert.Single(described["move"].ParameterDescriptions, one => one.Source.Id == "Body").Type.Name);
        Assert.Equal(["200 Book"], Responses("find"));
        Assert.Equal(["201 Book"], Responses("add"));
        Assert.Equal(["201 Book", "409 String"], Responses("put"));
        Assert.Empty(Responses("drop"));

        // For a result of unknown type MVC lists no response, and a compiled action a 200 without a body: OpenAPI shows the same for both.
        IEnumerable<string> Responses(string action) => described[action].SupportedResponseTypes
            .Where(one => one.Type != typeof(void))
            .Select(one => $"{one.StatusCode} {one.Type?.Name}").Order();
    }

    /// <summary>NSwag reads the names of operations from the descriptor, Swashbuckle the attributes of parameters.</summary>
    [Fact]
    public async Task A_description_can_have_the_descriptor_of_MVC()
    {
        await using var app = await RunningApp.StartAsync(
            $"{Usings}[assembly: CompileMvcControllers]\n{Source}" +
            "[Controller] public static class Own { [Get(\"/own/one\")] public static int A() => 1; }",
            "builder.Services.AddEndpointsApiExplorer();\nbuilder.Services.AddMvcDescriptions().AddMvcDescriptions();\n",
            "app.UseActions();");

        var described = app.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items
            .SelectMany(group => group.Items).ToDictionary(one => one.RelativePath!.Split('/')[1]);

        Assert.IsNotType<ControllerActionDescriptor>(described["one"].ActionDescriptor);
        Assert.True(described.Remove("one"));
        Assert.Equal(["Book.Add", "Book.At", "Book.Drop", "Book.Find", "Book.Move", "Book.Put"], described.Values
            .Select(one => Assert.IsType<ControllerActionDescriptor>(one.ActionDescriptor))
            .Select(action => $"{action.ControllerName}.{action.MethodInfo.Name}").Order(StringComparer.Ordinal));
        Assert.Equal("books/find/{id}", described["find"].ActionDescriptor.AttributeRouteInfo?.Template);
        Assert.Equal("Find", described["find"].ActionDescriptor.RouteValues["action"]);

        // A member of an object is no parameter.
        Assert.Equal(["id id", "order order"], described["find"].ParameterDescriptions
            .Where(one => one.ParameterDescriptor is ControllerParameterDescriptor)
            .Select(one => $"{one.Name} {one.ParameterDescriptor.Name}"));
        Assert.Equal("book", Assert.IsType<ControllerParameterDescriptor>(
            Assert.Single(described["add"].ParameterDescriptions).ParameterDescriptor).Name);
        Assert.All(described["drop"].SupportedResponseTypes, response => Assert.Null(response.ModelMetadata));
        Assert.NotNull(Assert.Single(described["add"].SupportedResponseTypes).ModelMetadata);
    }

    private const string Documented = """
        public abstract class DocumentedBase : ControllerBase
        {
            [HttpGet("base/inherited"), ProducesResponseType(404)] public ActionResult<Book> Inherited() => NotFound();
        }

        [ApiController, Route("documented"), Produces("application/json"), ApiExplorerSettings(GroupName = "public")]
        public sealed class DocumentedController : DocumentedBase
        {
            [HttpGet("a/none")] public IActionResult None() => Ok();
            [HttpGet("a/nothing")] public void Nothing() { }
            [HttpGet("a/value")] public Book Value() => new("");
            [HttpGet("a/text")] public string Text() => "";
            [HttpGet("a/found"), ProducesResponseType(200), ProducesResponseType(404)] public ActionResult<Book> Found() => NotFound();
            [HttpPost("a/created"), ProducesResponseType(201), ProducesResponseType(409)]
            public ActionResult<Book> Post() => NotFound();
            [HttpPut("a/empty"), ProducesResponseType(204)] public ActionResult<Book> Put() => NoContent();
            [HttpGet("a/typed"), ProducesResponseType<string>(400, "text/plain"), ProducesResponseType(typeof(Book), 200)]
            public IActionResult Typed() => Ok();
            [HttpGet("a/default"), ProducesDefaultResponseType] public Book Default() => new("");
            [HttpGet("a/error"), ProducesErrorResponseType(typeof(Book)), ProducesResponseType(400)] public int Error() => 1;
            [HttpGet("a/produces"), Produces("application/json", Type = typeof(Book))] public IActionResult Given() => Ok();
            [HttpGet("a/hidden"), ApiExplorerSettings(IgnoreApi = true)] public Book Hidden() => new("");
            [HttpGet("a/regrouped"), ApiExplorerSettings(GroupName = "other")] public Book Regrouped() => new("");
            [HttpPost("a/form")] public int Form([FromForm] string text, [FromForm] int[]? numbers, [FromForm] int n = 4) => 1;
            [HttpPost("a/file")] public int Upload(IFormFile file, [FromForm] string? text) => 1;
            [HttpGet("a/query")] public int Query([FromQuery] int[] ids, [FromQuery] Dictionary<string, int> map, int n = 5) => 1;
        }

        [Route("plain"), Produces("application/json")]
        public sealed class PlainController : ControllerBase
        {
            [HttpGet("b/unseen")] public Book Unseen() => new("");
            [HttpGet("b/shown"), ApiExplorerSettings(IgnoreApi = false)] public Book Shown() => new("");
        }

        [ApiController, Route("hidden"), Produces("application/json"), ApiExplorerSettings(IgnoreApi = true)]
        public sealed class HiddenController : ControllerBase
        {
            [HttpGet("c/unseen")] public Book Unseen() => new("");
            [HttpGet("c/shown"), ApiExplorerSettings(IgnoreApi = false)] public Book Shown() => new("");
        }

        """;

    /// <summary>A type of the response without a body would make every request for the document fail.</summary>
    [Fact]
    public async Task Responses_groups_and_visibility_are_those_of_MVC()
    {
        const string Document = "\napp.MapOpenApi(\"/{documentName}.json\");";
        const string OpenApi = "builder.Services.AddOpenApi(\"public\"); builder.Services.AddOpenApi(\"v1\");\n";
        await using var compiled = await RunningApp.StartAsync(
            $"{Usings}[assembly: CompileMvcControllers]\n{Source}{Documented}", OpenApi, "app.UseActions();" + Document);
        await using var mvc = await RunningApp.StartAsync(
            Usings + Source + Documented, OpenApi + UnderMvc, "app.MapControllers();" + Document);

        Assert.Equal(Described(mvc), Described(compiled));
        foreach (var document in new[] { "public", "v1" })
        {
            var (expected, actual) = (await mvc.GetAsync($"/{document}.json"), await compiled.GetAsync($"/{document}.json"));
            Assert.Equal(Paths(expected), Paths(actual));
        }

        static string[] Paths(string document) =>
            [.. JsonNode.Parse(document)!["paths"]!.AsObject().Select(path => path.Key).Order(StringComparer.Ordinal)];

        static string Described(RunningApp app) => string.Join("\n",
            app.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items
                .SelectMany(group => group.Items)
                .Where(one => !one.RelativePath!.StartsWith("books", StringComparison.Ordinal))
                .Select(one => $"{one.GroupName} {one.HttpMethod} {one.RelativePath} {Responses(one)} {Query(one)} {Forms(one)}")
                .Order(StringComparer.Ordinal));

        static string Responses(ApiDescription one) => string.Join(", ", one.SupportedResponseTypes
            .Where(response => response.Type != typeof(void) || response.StatusCode != 200)
            .OrderBy(response => response.StatusCode)
            .Select(response => $"{response.StatusCode} {response.Type?.Name} {response.IsDefaultResponse} " +
                string.Join("+", response.ApiResponseFormats.Select(format => format.MediaType))));

        static string Query(ApiDescription one) => string.Join(", ", one.ParameterDescriptions
            .Where(parameter => parameter.Source.Id == "Query")
            .Select(parameter => $"{parameter.Name} {parameter.IsRequired} {parameter.DefaultValue}"));

        // MVC names no content type for a form without files.
        static string Forms(ApiDescription one) => one.ParameterDescriptions.Any(parameter => parameter.Type == typeof(IFormFile))
            ? string.Join(", ", one.SupportedRequestFormats.Select(format => format.MediaType))
            : string.Empty;
    }
}
