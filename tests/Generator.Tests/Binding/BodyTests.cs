using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>Arguments from the body: JSON and forms, and the response to invalid ones.</summary>
public sealed class BodyTests
{
    private const string Source = """
        using Microsoft.AspNetCore.Mvc.ModelBinding;

        public sealed class Book
        {
            public string Title { get; set; } = "";
            public int Pages { get; set; }
            public required string Author { get; set; }
        }
        public readonly record struct Point(int X, int Y);
        public sealed class Store { public int Count { get; set; } }
        public sealed class Uncovered;
        public interface IShop { string Name { get; } }
        public sealed class Shop : IShop { public string Name => "shop"; }

        public sealed record Address(string Street, int? Number);
        public sealed class Order
        {
            public required string Name { get; set; }
            public int Count { get; set; }
            public string[] Tags { get; set; } = [];
            public required Address Address { get; init; }
            public IFormFile? Note { get; set; }
        }

        [Controller("body"), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
        public sealed class BodyController
        {
            [Post("book")] public string Add(Book book) => $"{book.Title} {book.Pages}";
            [Post("optional")] public string Optional(Book? book) => book?.Title ?? "none";
            [Post("empty")] public string Empty([FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] Book book) => book?.Title ?? "none";
            [Post("point")] public string Point(Point point) => $"{point.X},{point.Y}";
            [Post("point2")] public string OptionalPoint(Point? point) => point is null ? "none" : $"{point.Value.X}";
            [Post("list")] public string List(List<Book> books) => $"{books.Count}";
            [Post("ints")] public string Ints(int[] ints) => string.Join('|', ints);
            [Post("text")] public string Text([FromBody] string text) => text;
            [Get("get")] public string Get([FromBody] Book book) => book.Title;
            [Action("any")] public string Any(Book book) => book.Title;
            [Post("both/{id}")] public string Both(Book book, int id, Store store, IShop shop) =>
                $"{book.Title} {id} {store.Count} {shop.Name}";
            [Post("ambiguous")] public string Ambiguous(Book book, Uncovered other) => $"{book}{other}";
            [Post("uncovered")] public string NotCovered(Uncovered uncovered) => $"{uncovered}";
            [Put("everything/{id}")] public string Everything(int id, int page, [FromHeader(Name = "X-A")] Guid a, Book book) => "never";

            [Post("form")] public string Form(
                [FromForm] string name, [FromForm] int count, [FromForm(Name = "tag")] string[] tags, IFormFile file, IFormFile? other) =>
                $"{name} {count} {string.Join('|', tags)} {file.FileName} {file.Length} {other is null}";
            [Post("files")] public string Files(IFormFileCollection files, IReadOnlyList<IFormFile> part, IFormCollection form) =>
                $"{files.Count} {part.Count} {form.Count}";
            [Post("order")] public string Order([FromForm] Order order) =>
                $"{order.Name} {order.Count} {string.Join('|', order.Tags)} {order.Address.Street} {order.Address.Number} " +
                $"{order.Note?.FileName}";
            [Post("optionalform")] public string OptionalForm([FromForm] int? count, IFormFile? file) =>
                $"{count?.ToString() ?? "none"} {file is null}";
            [Post("limited"), Microsoft.AspNetCore.Mvc.RequestSizeLimit(20)] public string Limited(Book book) => book.Title;
            [Post("limitedform"), Microsoft.AspNetCore.Mvc.RequestSizeLimit(20)] public string LimitedForm([FromForm] string name) => name;
        }
        """;

    private const string Services = """
        builder.Services.AddSingleton<Store>().AddSingleton<IShop, Shop>();
        builder.Services.ConfigureHttpJsonOptions(
            o => o.SerializerOptions.TypeInfoResolver =
                new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver().WithoutUncovered());
        """;

    // A resolver for every type except one, like a context without that type.
    private const string Resolver = """
        public static class Resolvers
        {
            public static System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver WithoutUncovered(
                this System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver all) => new Without(all);

            private sealed class Without(System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver all)
                : System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver
            {
                public System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(
                    Type type, System.Text.Json.JsonSerializerOptions options) =>
                    type == typeof(Uncovered) ? null : all.GetTypeInfo(type, options);
            }
        }
        """;

    private const string Whole = Source + Resolver;

    private const string ABook = """{"title":"Emma","pages":400,"author":"Austen"}""";

    [Theory]
    [InlineData("POST", "book", ABook, "Emma 400")]
    [InlineData("POST", "optional", ABook, "Emma")]
    [InlineData("POST", "optional", null, "none")]
    [InlineData("POST", "optional", "null", "none")]
    [InlineData("POST", "empty", null, "none")]
    [InlineData("POST", "empty", ABook, "Emma")]
    [InlineData("POST", "point", """{"x":1,"y":2}""", "1,2")]
    [InlineData("POST", "point2", null, "none")]
    [InlineData("POST", "point2", """{"x":1,"y":2}""", "1")]
    [InlineData("POST", "list", "[" + ABook + "," + ABook + "]", "2")]
    [InlineData("POST", "ints", "[1,2,3]", "1|2|3")]
    [InlineData("POST", "text", "\"hello\"", "hello")]
    [InlineData("GET", "get", ABook, "Emma")]
    [InlineData("PATCH", "any", ABook, "Emma")]
    [InlineData("POST", "both/5", ABook, "Emma 5 0 shop")]
    public async Task Json_is_bound(string method, string path, string? body, string expected)
    {
        await using var app = await RunningApp.StartAsync(Whole, Services);
        using var response = await SendAsync(app, method, path, body);

        Assert.Equal((HttpStatusCode.OK, expected), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("book", null, "A request body is required.")]
    [InlineData("book", "null", "A request body is required.")]
    [InlineData("point", null, "A request body is required.")]
    [InlineData("book", "{", "Expected depth to be zero at the end of the JSON payload")]
    [InlineData("book", """{"title":"Emma","author":"","pages":"many"}""", "$.pages")]
    [InlineData("book", """{"title":"Emma"}""", "missing required properties including: 'author'")]
    [InlineData("optional", "[", "$")]
    public async Task A_body_that_is_not_valid_is_refused(string path, string? body, string message)
    {
        await using var app = await RunningApp.StartAsync(Whole, Services);
        using var response = await SendAsync(app, "POST", path, body);

        Assert.Contains(message, Assert.Single(await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_another_content_type_is_refused()
    {
        await using var app = await RunningApp.StartAsync(Whole, Services);
        using var response = await SendAsync(app, "POST", "book", ABook, "text/plain");

        Assert.Equal(["book: The content type 'text/plain; charset=utf-8' is not supported. Use application/json."],
            await Problem.ErrorsAsync(response, HttpStatusCode.UnsupportedMediaType));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        await using var app = await RunningApp.StartAsync(Whole, Services);
        using var response = await SendAsync(app, "PUT", "everything/x?page=", "[]");

        var errors = await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal(["id: The value 'x' is not valid.", "page: A value is required.", "X-A: A value is required."], errors.Take(3));
        Assert.StartsWith("book: ", Assert.Single(errors.Skip(3)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limited", "application/json", ABook, "book")]
    [InlineData("limitedform", "application/x-www-form-urlencoded", "name=012345678901234567890", "name")]
    public async Task A_body_that_is_too_large_is_refused(string path, string type, string body, string name)
    {
        await using var app = await RunningApp.StartAsync(Whole, Services);
        using var response = await SendAsync(app, "POST", path, body, type);

        Assert.StartsWith(name + ": ", Assert.Single(await Problem.ErrorsAsync(response, HttpStatusCode.RequestEntityTooLarge)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uncovered", "Uncovered", "[JsonSerializable(typeof(Uncovered))]")]
    [InlineData("ambiguous", "both 'book' and 'other'", "[FromServices]")]
    public async Task What_the_app_has_to_mend_is_said_in_the_log(string path, string what, string fix)
    {
        await using var app = await RunningApp.StartAsync(Whole.Replace("Ambiguous(Book book, Uncovered other)",
            "Ambiguous(Book book, Address other)", StringComparison.Ordinal), Services, """
            app.Use(async (context, next) =>
            {
                try { await next(); }
                catch (InvalidOperationException exception)
                {
                    context.Response.StatusCode = 500;
                    await context.Response.WriteAsync(exception.Message);
                }
            });
            app.UseActions();
            """);
        using var response = await SendAsync(app, "POST", path, "{\"title\":\"\",\"author\":\"\"}");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var message = await response.Content.ReadAsStringAsync();
        Assert.Contains(what, message, StringComparison.Ordinal);
        Assert.Contains(fix, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_is_bound()
    {
        await using var app = await RunningApp.StartAsync(Whole, Services);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("Emma"), "name" },
            { new StringContent("3"), "count" },
            { new StringContent("a"), "tag" },
            { new StringContent("b"), "tag" },
            { new StringContent("12345"), "file", "cover.png" },
        };
        using var response = await app.Client.PostAsync("/body/form", form);

        Assert.Equal("Emma 3 a|b cover.png 5 True", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Files_are_bound()
    {
        await using var app = await RunningApp.StartAsync(Whole, Services);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("1"), "part", "a" },
            { new StringContent("2"), "part", "b" },
            { new StringContent("3"), "other", "c" },
            { new StringContent("4"), "field" },
        };
        using var response = await app.Client.PostAsync("/body/files", form);

        Assert.Equal("3 2 1", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_object_is_bound_from_the_fields_of_a_form()
    {
        await using var app = await RunningApp.StartAsync(Whole, Services);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("Ann"), "name" },
            { new StringContent("2"), "Count" },
            { new StringContent("a"), "tags" },
            { new StringContent("b"), "tags" },
            { new StringContent("Main"), "Address.Street" },
            { new StringContent("7"), "address.number" },
            { new StringContent("x"), "note", "note.txt" },
        };
        using var response = await app.Client.PostAsync("/body/order", form);

        Assert.Equal("Ann 2 a|b Main 7 note.txt", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_form_is_said_at_once()
    {
        await using var app = await RunningApp.StartAsync(Whole, Services);
        using var form = new MultipartFormDataContent { { new StringContent("x"), "count" } };
        using var response = await app.Client.PostAsync("/body/form", form);

        Assert.Equal(
            ["name: A value is required.", "count: The value 'x' is not valid.", "file: A value is required."],
            await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_form_of_another_content_type_is_refused_for_that_alone()
    {
        await using var app = await RunningApp.StartAsync(Whole, Services);
        using var response = await SendAsync(app, "POST", "form", "{}");

        Assert.Equal(
            ["name: The content type 'application/json; charset=utf-8' is not supported. Use multipart/form-data."],
            await Problem.ErrorsAsync(response, HttpStatusCode.UnsupportedMediaType));
    }

    [Fact]
    public async Task A_form_may_be_missing_when_nothing_of_it_is_needed()
    {
        await using var app = await RunningApp.StartAsync(Whole, Services);
        using var response = await SendAsync(app, "POST", "optionalform", null);

        Assert.Equal("none True", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_form_that_is_malformed_is_refused()
    {
        await using var app = await RunningApp.StartAsync(Whole, Services);
        using var content = new StringContent("nothing that ends");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        using var response = await app.Client.PostAsync("/body/form", content);

        Assert.Single(await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_client_that_disconnects_while_it_sends_causes_no_error()
    {
        await using var app = await RunningApp.StartAsync(Whole, Services, """
            app.Use(async (context, next) =>
            {
                var journal = context.RequestServices.GetRequiredService<Generator.Tests.Harness.Journal>();
                try { await next(); journal.Add($"ended {context.Response.StatusCode}"); }
                catch (Exception exception) { journal.Add("ended " + exception.GetType().Name); throw; }
            });
            app.UseActions();
            """);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(app.Address.Host, app.Address.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                "POST /body/book HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"title\""));
            client.Client.Shutdown(SocketShutdown.Send);
            await app.Journal.WaitForAsync("ended 400");
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(
        RunningApp app, string method, string path, string? body, string type = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/body/" + path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
        return await app.Client.SendAsync(request);
    }
}
