using System.Net;
using System.Net.Sockets;
using System.Text;
using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>Arguments from JSON bodies, and the response to invalid ones.</summary>
public sealed class BodyTests
{
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
        await using var app = await BodyProgram.StartAsync();
        using var response = await BodyProgram.SendAsync(app, method, path, body);

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
        await using var app = await BodyProgram.StartAsync();
        using var response = await BodyProgram.SendAsync(app, "POST", path, body);

        Assert.Contains(message, Assert.Single(await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_another_content_type_is_refused()
    {
        await using var app = await BodyProgram.StartAsync();
        using var response = await BodyProgram.SendAsync(app, "POST", "book", ABook, "text/plain");

        Assert.Equal(["book: The content type 'text/plain; charset=utf-8' is not supported. Use application/json."],
            await Problem.ErrorsAsync(response, HttpStatusCode.UnsupportedMediaType));
    }

    [Fact]
    public async Task All_errors_are_reported_together()
    {
        await using var app = await BodyProgram.StartAsync();
        using var response = await BodyProgram.SendAsync(app, "PUT", "everything/x?page=", "[]");

        var errors = await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal(["id: The value 'x' is not valid.", "page: A value is required.", "X-A: A value is required."], errors.Take(3));
        Assert.StartsWith("book: ", Assert.Single(errors.Skip(3)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limited", "application/json", ABook, "book")]
    [InlineData("limitedform", "application/x-www-form-urlencoded", "name=012345678901234567890", "name")]
    public async Task A_body_that_is_too_large_is_refused(string path, string type, string body, string name)
    {
        await using var app = await BodyProgram.StartAsync();
        using var response = await BodyProgram.SendAsync(app, "POST", path, body, type);

        Assert.StartsWith(name + ": ", Assert.Single(await Problem.ErrorsAsync(response, HttpStatusCode.RequestEntityTooLarge)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uncovered", "Uncovered", "[JsonSerializable(typeof(Uncovered))]")]
    [InlineData("ambiguous", "both 'book' and 'other'", "[FromServices]")]
    public async Task Errors_of_the_program_are_exceptions_that_name_the_fix(string path, string what, string fix)
    {
        await using var app = await RunningApp.StartAsync(BodyProgram.Text.Replace("Ambiguous(Book book, Uncovered other)",
            "Ambiguous(Book book, Address other)", StringComparison.Ordinal), BodyProgram.Services, """
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
        using var response = await BodyProgram.SendAsync(app, "POST", path, "{\"title\":\"\",\"author\":\"\"}");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var message = await response.Content.ReadAsStringAsync();
        Assert.Contains(what, message, StringComparison.Ordinal);
        Assert.Contains(fix, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_disconnects_while_it_sends_causes_no_error()
    {
        await using var app = await BodyProgram.StartAsync("""
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
}
