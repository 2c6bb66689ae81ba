using Generator.Tests.Harness;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
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
}
