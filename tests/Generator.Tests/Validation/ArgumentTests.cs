using System.Net;
using System.Net.Http.Json;
using Generator.Tests.Harness;

namespace Generator.Tests.Validation;

/// <summary>Annotations of arguments: the client gets all errors at once, under its own names.</summary>
public sealed class ArgumentTests
{
    // [SkipValidation] is experimental in .NET 10.
    private const string Source = """
        #pragma warning disable ASP0029
        using System.ComponentModel.DataAnnotations;

        public sealed record Book([Required, StringLength(5)] string? Title, [Range(1, 9)] int Pages);

        public sealed class Even : ValidationAttribute
        {
            protected override ValidationResult? IsValid(object? value, ValidationContext context) =>
                value is int number && number % 2 == context.GetRequiredService<Parity>().Odd
                    ? null
                    : new ValidationResult($"{context.DisplayName} is odd in {context.ObjectInstance.GetType().Name}");
        }

        public sealed class Parity { public int Odd => 0; }

        public sealed record Paging(
            [Range(1, 10)] int Page = 1,
            [property: FromQuery(Name = "size"), Range(1, 100), Even, Display(Name = "page size")] int PageSize = 20) : IValidatableObject
        {
            public IEnumerable<ValidationResult> Validate(ValidationContext context)
            {
                if (Page * PageSize > 500)
                {
                    yield return new ValidationResult("too far", [nameof(Page), nameof(PageSize)]);
                    yield return new ValidationResult("too far away");
                }
            }
        }

        public sealed class Range2
        {
            public int From { get; init; }
            [Compare(nameof(From))] public int To { get; init; }
        }

        public sealed class Person
        {
            [Required] public string? Name { get; set; }
            [MinLength(1)] public string[] Tags { get; set; } = [];
            [Required] public required Home Home { get; set; }
        }

        public sealed class Home : IValidatableObject
        {
            [StringLength(3)] public string? Street { get; set; }
            [Even] public int Number { get; set; }
            public IEnumerable<ValidationResult> Validate(ValidationContext context) =>
                Number == 4 ? [new ValidationResult("no four", [nameof(Number)])] : [];
        }

        public sealed class Tenant
        {
            [StringLength(2)] public string? Key { get; init; }
            public static ValueTask<Tenant?> BindAsync(HttpContext context) =>
                new(new Tenant { Key = context.Request.Headers["X-Tenant"] });
        }

        public interface IStore { [Required] string? Name { get; } }
        public sealed class Store : IStore
        {
            [Required] public string? Name => throw new InvalidOperationException("A service is not validated.");
        }

        [Controller("x"), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
        public sealed class XController
        {
            [Get("one/{id}")] public string One([Range(1, 5), Display(Name = "the id")] int id,
                [StringLength(3), FromQuery(Name = "q")] string? text, [Required] int? n, bool flag) => $"{id} {text} {n} {flag}";
            [Get("own/{id}")] public string Own([Even] int id, [Even] int? fold = 2) => $"{id} {fold}";
            [Get("header")] public string Header([FromHeader(Name = "X-Name"), RegularExpression("[a-z]+")] string? name,
                [MaxLength(2)] string[] tags) => $"{name} {tags.Length}";
            [Get("paging")] public string Find([AsParameters] Paging paging, [Range(0, 5)] int depth = 0) =>
                $"{paging.Page} {paging.PageSize} {depth}";
            [Get("range")] public string Range([AsParameters] Range2 range) => $"{range.From} {range.To}";
            [Get("tenant")] public string Mine(Tenant tenant) => tenant.Key ?? "none";
            [Post("form")] public string Form([FromForm] Person person, [Required] IFormFile? file) =>
                $"{person.Name} {person.Home.Street}";
            [Post("body/{id}")] public string Body([Range(1, 5)] int id, Book book, bool flag, IStore store) => book.Title!;
            [Post("service")] public string Service(Store store) => "service";
            [Post("optional")] public string Optional([FromBody] Book? book) => book?.Title ?? "none";
            [Post("list")] public string List([FromBody, MaxLength(2)] List<Book> books) => $"{books.Count}";
            [Post("values")] public string Values([FromBody] Dictionary<string, Book> books) => $"{books.Count}";
            [Post("skipped")] public string Skipped([FromBody, Microsoft.Extensions.Validation.SkipValidation] Book book) =>
                book.Title ?? "none";
            [Post("record")] public string Record([FromBody] Unasked unasked) => "unasked";
            [Post("never")] public string Never([FromBody] Unseen unseen) => "never";
        }

        public sealed class Unseen
        {
            [Microsoft.Extensions.Validation.SkipValidation, Required] public string? A { get; set; }
            [Microsoft.AspNetCore.Mvc.ModelBinding.Validation.ValidateNever] public Book? B { get; set; }
            public NotLookedAt? C { get; set; }
            [System.Text.Json.Serialization.JsonIgnore, Required] public string? D { get; set; }
        }

        public sealed record Unasked([Microsoft.Extensions.Validation.SkipValidation] Book? Book, [Range(0, 1)] int Number);

        [Microsoft.Extensions.Validation.SkipValidation]
        public sealed class NotLookedAt { [Required] public string? A { get; set; } }
        """;

    private const string Small = """
        using System.ComponentModel.DataAnnotations;

        public sealed record Book([Required, StringLength(5)] string? Title, [Range(1, 9)] int Pages);

        [Controller("x")]
        public static class XController
        {
            [Post("{id}")] public static string List([Range(1, 5)] int id, [FromBody] List<Book> books, bool flag) =>
                $"{id} {books.Count} {flag}";
        }
        """;

    private const string Json =
        "builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolver = " +
        "new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver());\n";

    private const string Services = Json + "builder.Services.AddSingleton<IStore, Store>().AddSingleton<Store>().AddSingleton<Parity>();";

    [Theory]
    [InlineData("/x/one/3?q=abc&n=1&flag=true", "3 abc 1 True")]
    [InlineData("/x/own/4?fold=6", "4 6")]
    [InlineData("/x/header?tags=1&tags=2", " 2")]
    [InlineData("/x/paging?page=5&size=100", "5 100 0")]
    [InlineData("/x/range?from=1&to=1", "1 1")]
    [InlineData("/x/tenant", "none")]
    public async Task What_is_right_gets_through(string path, string answer)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        Assert.Equal(answer, await app.GetAsync(path));
    }

    [Theory]
    [InlineData("/x/one/9?q=abcd&flag=maybe", "flag: The value 'maybe' is not valid.", "id: The field the id must be between 1 and 5.",
        "q: The field text must be a string with a maximum length of 3.", "n: The n field is required.")]
    [InlineData("/x/one/a?n=1&flag=true", "id: The value 'a' is not valid.")]
    [InlineData("/x/own/3?fold=5", "id: id is odd in Int32", "fold: fold is odd in Int32")]
    [InlineData("/x/header?tags=1&tags=2&tags=3", "tags: The field tags must be a string or array type with a maximum length of '2'.")]
    [InlineData("/x/paging?page=11&size=101&depth=6", "Page: The field Page must be between 1 and 10.",
        "size: The field page size must be between 1 and 100.", "depth: The field depth must be between 0 and 5.")]
    [InlineData("/x/paging?page=x&size=101&depth=6", "Page: The value 'x' is not valid.",
        "size: The field page size must be between 1 and 100.", "depth: The field depth must be between 0 and 5.")]
    [InlineData("/x/paging?page=2&size=51", "size: page size is odd in Paging")]
    [InlineData("/x/paging?page=10&size=100", "Page: too far", "size: too far", "paging: too far away")]
    [InlineData("/x/range?from=1&to=2", "To: 'To' and 'From' do not match.")]
    public async Task All_errors_are_reported_together(string path, params string[] errors)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var response = await app.Client.GetAsync(path);
        Assert.Equal(errors, await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_header_and_what_binds_itself_are_named_as_the_client_names_them()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/x/header");
        request.Headers.Add("X-Name", "A");
        using var response = await app.Client.SendAsync(request);
        Assert.Equal(["X-Name: The field name must match the regular expression '[a-z]+'."],
            await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));

        using var second = new HttpRequestMessage(HttpMethod.Get, "/x/tenant");
        second.Headers.Add("X-Tenant", "abc");
        using var refused = await app.Client.SendAsync(second);
        Assert.Equal(["Key: The field Key must be a string with a maximum length of 2."],
            await Problem.ErrorsAsync(refused, HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("/x/body/9?flag=x", """{"title":"abcdef","pages":0}""", "flag: The value 'x' is not valid.",
        "id: The field id must be between 1 and 5.", "title: The field Title must be a string with a maximum length of 5.",
        "pages: The field Pages must be between 1 and 9.")]
    [InlineData("/x/body/1?flag=true", "{}", "title: The Title field is required.", "pages: The field Pages must be between 1 and 9.")]
    [InlineData("/x/optional", """{"title":" ","pages":1}""", "title: The Title field is required.")]
    [InlineData("/x/list", """[{"title":"a","pages":1},null,{"title":"a","pages":10}]""",
        "books: The field books must be a string or array type with a maximum length of '2'.",
        "books[2].pages: The field Pages must be between 1 and 9.")]
    [InlineData("/x/values", """{"k v":{"title":"a","pages":10}}""", "books[k v].pages: The field Pages must be between 1 and 9.")]
    public async Task The_body_is_looked_at(string path, string body, params string[] errors)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await app.Client.PostAsync(path, content);
        Assert.Equal(errors, await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("/x/optional", "null", "none")]
    [InlineData("/x/skipped", "{}", "none")]
    [InlineData("/x/never", """{"b":{},"c":{}}""", "never")]
    [InlineData("/x/record", """{"book":{}}""", "unasked")]
    [InlineData("/x/service", "{}", "service")]
    [InlineData("/x/body/1?flag=true", """{"title":"a","pages":1}""", "a")]
    public async Task Values_without_applicable_annotations_are_accepted(string path, string body, string answer)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await app.Client.PostAsync(path, content);
        Assert.Equal((HttpStatusCode.OK, answer), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("name=&tags=&home.street=abcd&home.number=x", "Home.Number: The value 'x' is not valid.",
        "Name: The Name field is required.", "Home.Street: The field Street must be a string with a maximum length of 3.",
        "file: The file field is required.")]
    [InlineData("name=a&tags=b&home.street=abc&home.number=1&file=yes", "Home.Number: Number is odd in Home")]
    [InlineData("name=a&tags=b&home.street=abc&home.number=4&file=yes", "Home.Number: no four")]
    public async Task The_fields_of_a_form_have_their_own_names(string fields, params string[] errors)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var content = new MultipartFormDataContent();
        foreach (var field in fields.Split('&').Select(field => field.Split('=')))
        {
            if (field[0] == "file")
            {
                content.Add(new StringContent("content"), "file", "name.txt");
            }
            else
            {
                content.Add(new StringContent(field[1]), field[0]);
            }
        }

        using var response = await app.Client.PostAsync("/x/form", content);
        Assert.Equal(errors, await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task The_app_answers_what_is_not_valid_as_what_is_not_bound()
    {
        await using var app = await RunningApp.StartAsync(Small, Json + """
            builder.Services.Configure<ActionOptions>(options => options.InvalidRequest = request =>
            {
                request.HttpContext.Response.StatusCode = 422;
                return request.HttpContext.Response.WriteAsync(string.Join(' ', request.Arguments.Select(argument => argument.Name)));
            });
            """);
        using var response = await app.Client.PostAsJsonAsync("/x/9?flag=x", new[] { new { title = "abcdef" } });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "flag id books[0].title books[0].pages"),
            (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Paths_follow_the_naming_policy_of_the_app()
    {
        await using var app = await RunningApp.StartAsync(Small,
            Json +
                "builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.PropertyNamingPolicy = " +
                "System.Text.Json.JsonNamingPolicy.SnakeCaseUpper);");
        using var content = new StringContent("""[{"TITLE":"a","PAGES":10}]""", System.Text.Encoding.UTF8, "application/json");
        using var response = await app.Client.PostAsync("/x/1?flag=true", content);

        Assert.Equal(["books[0].PAGES: The field Pages must be between 1 and 9."],
            await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }
}
