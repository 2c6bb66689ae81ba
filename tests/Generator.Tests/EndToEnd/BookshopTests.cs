using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Generator.Tests.Harness;

namespace Generator.Tests.EndToEnd;

/// <summary>
/// A complete API, from socket to socket: samples/Bookshop in this process, and as a published native binary. Both must behave the
/// same.
/// </summary>
/// <param name="server">The server.</param>
public abstract partial class BookshopTests(IBookshop server)
{
    private protected HttpClient Client => server.Client;

    [Fact]
    public async Task A_book_is_found_by_its_number()
    {
        using var response = await Client.GetAsync("/books/1");

        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("""{"id":1,"isbn":"9780141439587","title":"Emma","genre":"Novel","price":8.50}""",
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_book_that_is_not_there_is_not_found()
    {
        using var response = await Client.GetAsync("/books/4711");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/books/isbn/978-0-14-143958-7", "1")]
    [InlineData("/books/isbn/9780199535668", "2")]
    public async Task A_type_of_the_app_is_read_from_the_path(string path, string id) =>
        Assert.Equal(id, JsonNode.Parse(await Client.GetStringAsync(path))!["id"]!.ToString());

    [Fact]
    public async Task Null_is_null() => Assert.Equal("null", await Client.GetStringAsync("/books/isbn/9780306406157"));

    [Theory]
    [InlineData("title=an&cheaper=7", "Frankenstein")]
    [InlineData("genre=poetry&genre=SCIENCE&title=b", "Lyrical Ballads")]
    [InlineData("page=2&size=2&cheaper=8", "")]
    [InlineData("page=2&size=1&cheaper=8", "Lyrical Ballads")]
    public async Task Books_are_searched(string query, string titles)
    {
        var books = JsonNode.Parse(await Client.GetStringAsync("/books?" + query))!.AsArray();

        Assert.Equal(titles, string.Join(", ", books.Select(book => (string?)book!["title"])));
    }

    [Fact]
    public async Task All_values_that_cannot_be_bound_are_reported_together()
    {
        using var response = await Client.GetAsync("/books?genre=cooking&cheaper=much&page=");

        Assert.Equal(
            ["genre: The value 'cooking' is not valid.", "cheaper: The value 'much' is not valid."],
            await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_filter_runs_around_the_actions_of_a_controller()
    {
        using var response = await Client.GetAsync("/books/count");

        Assert.StartsWith("action;dur=", Assert.Single(response.Headers.GetValues("Server-Timing")), StringComparison.Ordinal);
        Assert.True(int.Parse(await response.Content.ReadAsStringAsync(), System.Globalization.CultureInfo.InvariantCulture) >= 3);
    }

    [Fact]
    public async Task Books_are_streamed()
    {
        var books = JsonNode.Parse(await Client.GetStringAsync("/books/stream"))!.AsArray();

        Assert.Equal("Emma", (string?)books[0]!["title"]);
    }

    [Fact]
    public async Task A_book_is_added_and_removed_by_who_may()
    {
        using var added = await SendAsync(HttpMethod.Post, "/books", "ann-key",
            Json("""{"isbn":"9780306406157","title":"Chaos","genre":"science","price":12}"""));
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var place = added.Headers.Location!.ToString();
        Assert.Contains("\"title\":\"Chaos\"", await Client.GetStringAsync(place), StringComparison.Ordinal);

        using var forbidden = await SendAsync(HttpMethod.Delete, place, "bob-key");
        using var unknown = await SendAsync(HttpMethod.Delete, place, key: null);
        using var removed = await SendAsync(HttpMethod.Delete, place, "ann-key");
        using var again = await SendAsync(HttpMethod.Delete, place, "ann-key");
        Assert.Equal(
            [HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized, HttpStatusCode.NoContent, HttpStatusCode.NotFound],
            [forbidden.StatusCode, unknown.StatusCode, removed.StatusCode, again.StatusCode]);
    }

    [Theory]
    [InlineData("""{"title":"Chaos","genre":"science","price":"much"}""", "application/json", HttpStatusCode.BadRequest, "$.price")]
    [InlineData("", "application/json", HttpStatusCode.BadRequest, "A request body is required.")]
    [InlineData("<book/>", "application/xml", HttpStatusCode.UnsupportedMediaType, "application/xml")]
    public async Task A_body_that_is_not_valid_is_refused(string body, string type, HttpStatusCode status, string message)
    {
        using var response = await SendAsync(HttpMethod.Post, "/books", "ann-key", new StringContent(body, Encoding.UTF8, type));

        Assert.Contains(message, Assert.Single(await Problem.ErrorsAsync(response, status)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_app_validates_with_the_results_of_minimal_apis()
    {
        using var response = await SendAsync(HttpMethod.Post, "/books", "ann-key",
            Json("""{"isbn":"1","title":"","genre":"novel","price":1}"""));

        Assert.StartsWith("isbn: ", Assert.Single(await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/books", """{"isbn":"9780306406157","title":"Chaos","genre":"science","price":0}""",
        "price: The field Price must be between 0.01 and 1000.")]
    [InlineData("/books", """{"isbn":"9780306406157","title":null,"genre":99,"price":1}""", "title: The Title field is required.",
        "genre: The field Genre is invalid.")]
    [InlineData("/orders", """{"lines":[null]}""", "lines[0]: A line is required.")]
    [InlineData("/orders", "{}", "lines: The Lines field is required.")]
    [InlineData("/orders", """{"lines":[{"book":1,"count":2},{"book":3,"count":0}]}""",
        "lines[1].count: The field Count must be between 1 and 99.")]
    public async Task What_a_client_sends_is_validated(string path, string body, params string[] errors)
    {
        using var response = await SendAsync(HttpMethod.Post, path, "ann-key", Json(body));

        // Annotations write numbers in the culture of the server.
        var point = CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator;
        Assert.Equal(
            errors.Select(error => error.Replace("0.01", $"0{point}01", StringComparison.Ordinal)),
            await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Invalid_values_are_reported_together_with_those_that_cannot_be_bound()
    {
        using var response = await Client.GetAsync("/books?cheaper=much&page=0&size=101");

        Assert.Equal(
            ["cheaper: The value 'much' is not valid.", "page: The field Page must be between 1 and 1000.",
                "size: The field Size must be between 1 and 100."],
            await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_file_goes_up_and_comes_down()
    {
        using var form = new MultipartFormDataContent { { new StringContent("a cover"), "caption" } };
        using var file = new ByteArrayContent([1, 2, 3]);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        form.Add(file, "file", "cover.png");
        using var up = await Client.PutAsync("/books/2/cover", form);
        using var down = await Client.GetAsync("/books/2/cover");

        Assert.Equal("""{"book":2,"length":3,"caption":"a cover"}""", await up.Content.ReadAsStringAsync());
        Assert.Equal("image/png", down.Content.Headers.ContentType?.ToString());
        Assert.Equal([1, 2, 3], await down.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[200_000]), "file", "cover.png" } };

        // The client sends Expect: 100-continue: otherwise it may still be writing when the server has answered and closed.
        using var request = new HttpRequestMessage(HttpMethod.Put, "/books/2/cover") { Content = form };
        request.Headers.ExpectContinue = true;
        using var response = await Client.SendAsync(request);

        await Problem.ErrorsAsync(response, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_body_is_read_as_a_stream()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/books/7/cover/checksum") { Content = new ByteArrayContent([250, 7]) };
        request.Headers.Add("X-Modulus", "256");
        using var response = await Client.SendAsync(request);

        Assert.Equal("7:1", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_user_of_a_request_is_known()
    {
        using var response = await SendAsync(HttpMethod.Get, "/account", "bob-key");
        using var nobody = await SendAsync(HttpMethod.Get, "/account", key: null);
        using var help = await SendAsync(HttpMethod.Get, "/account/help", key: null);

        Assert.Equal("""{"name":"Bob","role":"reader"}""", await response.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (nobody.StatusCode, help.StatusCode));
    }

    [Fact]
    public async Task An_after_hook_answers_an_exception()
    {
        using var done = await SendAsync(HttpMethod.Post, "/account/withdraw/100", "bob-key");
        using var refused = await SendAsync(HttpMethod.Post, "/account/withdraw/101", "bob-key");

        Assert.Equal((HttpStatusCode.OK, "done"), (done.StatusCode, await done.Content.ReadAsStringAsync()));
        Assert.Equal((HttpStatusCode.Conflict, "The account has less than 101."),
            (refused.StatusCode, await refused.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Another_method_is_not_allowed_and_what_is_not_ours_falls_through()
    {
        using var response = await SendAsync(HttpMethod.Patch, "/books/1", "ann-key");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["DELETE", "GET", "HEAD", "OPTIONS"], response.Content.Headers.Allow.Order(StringComparer.Ordinal));
        Assert.Equal("The bookshop. Books are at /books.\n", await Client.GetStringAsync("/"));
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? key, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null)
        {
            request.Headers.Add("X-Api-Key", key);
        }

        return await Client.SendAsync(request);
    }
}

/// <summary>A running bookshop.</summary>
public interface IBookshop
{
    HttpClient Client { get; }
}
