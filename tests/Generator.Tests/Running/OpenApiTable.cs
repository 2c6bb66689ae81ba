using System.Globalization;

namespace Generator.Tests.Running;

/// <summary>A handler, as an action and as a lambda of a minimal API.</summary>
/// <param name="Name">Its name, which is the first segment of its route.</param>
/// <param name="Verb">The verb: <c>Get</c> or <c>Post</c>.</param>
/// <param name="Route">The rest of its route.</param>
/// <param name="Returns">The type of its result.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Attributes">Its attributes.</param>
internal sealed record OpenApiHandler(
    string Name, string Verb, string Route, string Returns, string Parameters, string Attributes = "");

/// <summary>More than 100 handlers: every kind of parameter, constraint, body, result and attribute.</summary>
internal static class OpenApiTable
{
    private const string Annotations = "System.ComponentModel.DataAnnotations.";
    private const string Produces = "Microsoft.AspNetCore.Mvc.ProducesResponseType";

    public const string Types = """
        public sealed record Book(string Title, int? Pages = 3);
        public readonly record struct Point(int X, int Y);
        public enum Color { Red, Green }
        public interface IClock;
        public sealed class Clock : IClock;
        public sealed class Registered;
        public sealed record Isbn(long Number) : IParsable<Isbn>
        {
            public static Isbn Parse(string s, IFormatProvider? provider) => throw null!;
            public static bool TryParse(string? s, IFormatProvider? provider, out Isbn result) => throw null!;
        }
        public sealed record Tenant(string Name) { public static ValueTask<Tenant?> BindAsync(HttpContext context) => new((Tenant?)null); }
        public sealed class Draft
        {
            [System.ComponentModel.DataAnnotations.Required] public string? Title { get; set; }
            [System.ComponentModel.DataAnnotations.StringLength(9, MinimumLength = 2)] public string Text { get; set; } = "";
            [System.ComponentModel.DataAnnotations.Range(1, 5)] public int Stars { get; set; }
            [System.ComponentModel.Description("the books")] public List<Book> Books { get; set; } = [];
            public required Point Point { get; set; }
            public Draft? Inner { get; set; }
        }
        public sealed record Search(int Id, string? Q, [property: FromHeader(Name = "X-B")] string B, int Page = 1);
        public sealed class Filter
        {
            public string? Text { get; set; }
            public int[] Marks { get; set; } = [];
            public Color Color { get; set; }
        }
        """;

    public static readonly string[] Texts =
    [
        "int", "int?", "long", "byte", "double", "float?", "decimal", "bool", "bool?", "char", "string", "string?", "Guid", "DateTime",
        "DateTimeOffset", "DateOnly", "TimeOnly?", "TimeSpan", "Uri", "Color", "Color?", "Isbn",
    ];

    public static IReadOnlyList<OpenApiHandler> All { get; } =
        [.. Parameters().Concat(Bodies()).Concat(Results()).Concat(Others()).Select((one, i) => one with { Name = Name(one, i) })];

    private static string Name(OpenApiHandler handler, int number) => handler.Name + number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<OpenApiHandler> Parameters()
    {
        foreach (var type in Texts)
        {
            yield return new("Query", "Get", "", "string", $"{type} v");
            yield return new("Header", "Get", "", "string", $"[FromHeader(Name = \"X-V\")] {type} v");
            if (!type.EndsWith('?'))
            {
                yield return new("Route", "Get", "/{v}", "string", $"{type} v");
                yield return new("Array", "Get", "", "string", $"{type}[] v");
            }
        }

        foreach (var constraint in new[] { "int", "long", "guid", "bool", "datetime", "min(2)", "max(9)", "range(1,5)" })
        {
            yield return new("Constraint", "Get", $"/{{v:{constraint}}}", "string", "string v");
        }

        foreach (var constraint in new[] { "alpha", "length(3)", "length(2,5)", "minlength(2)", "maxlength(5)", "regex(^a$)", "required" })
        {
            yield return new("Constraint", "Get", $"/{{v:{constraint}}}", "string", "string v");
        }

        yield return new("Default", "Get", "", "string", "int v = 7");
        yield return new("Default", "Get", "", "string", "string v = \"a\"");
        yield return new("Default", "Get", "", "string", "Color v = Color.Green");
        yield return new("Default", "Get", "", "string", "bool v = true");
        yield return new("Default", "Get", "", "string", "bool? v = true");
        yield return new("Default", "Get", "", "string", "int? v = 7");
        yield return new("Default", "Get", "", "string", "byte? v = 7");
        yield return new("Named", "Get", "", "string", "[FromQuery(Name = \"the-name\")] int v, [FromQuery] string[] w");
        yield return new("Annotated", "Get", "", "string", $"[{Annotations}Range(1, 5)] int v");
        yield return new("Annotated", "Get", "", "string", $"[{Annotations}StringLength(5, MinimumLength = 2)] string v");
        yield return new("Annotated", "Get", "", "string", $"[{Annotations}RegularExpression(\"^a\")] string? v");
        yield return new("Annotated", "Get", "", "string", "[System.ComponentModel.Description(\"the value\")] int v");
    }

    private static IEnumerable<OpenApiHandler> Bodies()
    {
        string[] types =
        [
            "Book", "Book?", "int", "string", "List<Book>", "Dictionary<string, int>", "Point", "Point?", "Book[]", "Draft", "Color",
            "object",
        ];
        foreach (var type in types)
        {
            yield return new("Body", "Post", "", "string", $"[FromBody] {type} v");
        }

        foreach (var type in new[] { "Book", "Book?", "Point", "List<Book>", "Draft" })
        {
            yield return new("Inferred", "Post", "", "string", $"{type} v");
        }

        yield return new("Service", "Post", "", "string", "Registered v");
        yield return new("Service", "Post", "", "string", "IClock v, Book book");
        yield return new("Stream", "Post", "", "string", "System.IO.Stream v");
        yield return new("Pipe", "Post", "", "string", "System.IO.Pipelines.PipeReader v");
        yield return new("File", "Post", "", "string", "IFormFile v");
        yield return new("File", "Post", "", "string", "IFormFile? v");
        yield return new("Files", "Post", "", "string", "IFormFileCollection v");
        yield return new("Field", "Post", "", "string", "[FromForm] string v");
        yield return new("Field", "Post", "", "string", "[FromForm] int v, [FromForm(Name = \"n\")] Guid w");
        yield return new("FormObject", "Post", "", "string", "[FromForm] Filter v");
    }

    private static IEnumerable<OpenApiHandler> Results()
    {
        string[] types =
        [
            "string", "string?", "int", "Book", "Book?", "Point", "Point?", "List<Book>", "Book[]", "IEnumerable<Book>",
            "IAsyncEnumerable<Book>",
            "Task<Book>", "Task<Book?>", "ValueTask<int>", "Task", "ValueTask", "void", "object", "byte[]", "Dictionary<string, Book>",
            "DateTime",
            "Color", "Draft", "IResult", "Task<IResult>", "Ok", "Ok<Book>", "Created<Book>", "NoContent", "FileStreamHttpResult",
            "ContentHttpResult", "JsonHttpResult<Book>", "Results<Ok<Book>, NotFound>",
            "Task<Results<Ok<Book>, NotFound, BadRequest<string>>>",
            "Results<NoContent, ValidationProblem>", "ProblemHttpResult",
        ];
        return types.Select(type => new OpenApiHandler("Result", "Get", "", type, ""));
    }

    private static IEnumerable<OpenApiHandler> Others() =>
    [
        new("Summary", "Get", "", "string", "", "[EndpointSummary(\"a summary\"), EndpointDescription(\"a description\")]"),
        new("EndpointName", "Get", "", "string", "", "[EndpointName(\"{0}\")]"),
        new("Produces", "Get", "", "IResult", "", $"[{Produces}(204)]"),
        new("Produces", "Get", "", "IResult", "int v", $"[{Produces}<Book>(200), {Produces}(404)]"),
        new("Produces", "Get", "", "Book", "", $"[{Produces}(404)]"),
        new("Produces", "Get", "", "Book", "", $"[{Produces}<Book>(201, \"text/json\")]"),
        new("Obsolete", "Get", "", "string", "", "[Obsolete]"),
        new("Tenant", "Get", "", "string", "Tenant v"),
        new("Members", "Get", "/{id}", "string", "[AsParameters] Search v"),
        new("Members", "Get", "", "string", "[AsParameters] Filter v"),
        new("Context", "Get", "", "string", "HttpContext v, CancellationToken aborted, System.Security.Claims.ClaimsPrincipal user"),
        new("CatchAll", "Get", "/{*v}", "string", "string? v"),
        new("OptionalRoute", "Get", "/{v?}", "string", "int? v"),
        new("Consumes", "Post", "", "string", "System.IO.Stream v", "[Microsoft.AspNetCore.Mvc.Consumes(\"application/octet-stream\")]"),
    ];
}
