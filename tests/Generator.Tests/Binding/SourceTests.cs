using System.Net;
using System.Text;
using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>Arguments from the route, headers, services and the request itself, and parameter objects.</summary>
public sealed class SourceTests
{
    private const string Source = """
        using System.Buffers;
        using System.IO;
        using System.IO.Pipelines;
        using System.Text;
        using System.Security.Claims;

        public interface IClock { string Now { get; } }
        public sealed class Clock : IClock { public string Now => "now"; }
        public sealed class Store { public string Name => "store"; }
        public sealed class Absent;

        public sealed record Paging(
            int Page, [property: FromQuery(Name = "size")] int PageSize = 20, [property: FromHeader(Name = "X-Sort")] string? Sort = null);
        public struct Filter { public string? Name { get; set; } public int[] Ids { get; set; } public string Fixed => "fixed"; }
        public class Everything
        {
            public required int Id { get; init; }
            public HttpContext Http { get; set; } = null!;
            public IClock Clock { get; set; } = null!;
            public CancellationToken Aborted { get; set; }
            public Color? Color { get; set; }
        }
        public enum Color { Red, Green }

        public sealed record Tenant(string Name)
        {
            public static ValueTask<Tenant?> BindAsync(HttpContext context) =>
                new(context.Request.Headers["X-Tenant"] is [{ } name] ? new Tenant(name) : null);
        }
        public readonly record struct Version(int Number)
        {
            public static async ValueTask<Version> BindAsync(HttpContext context)
            {
                await Task.Yield();
                return new Version(context.Request.Query.Count);
            }
        }

        [Controller("source")]
        public sealed class SourceController
        {
            [Get("books/{id:int}")] public string Book(int id) => $"book {id}";
            [Get("authors/{name}")] public string Author(string name) => $"author {name}";
            [Get("optional/{id?}")] public string Optional(int? id, string? other) => $"{id?.ToString() ?? "none"} {other ?? "none"}";
            [Get("default/{page=3}")] public string Default(int page) => $"{page}";
            [Get("files/{**path}")] public string Path(string? path) => path ?? "none";
            [Get("renamed/{book-id}")] public string Renamed([FromRoute(Name = "book-id")] Guid id) => $"{id}";
            [Get("one/{a}"), Get("two/{b}")] public string Two(string? a, string? b) => $"{a ?? "none"} {b ?? "none"}";
            [Get("must/{a}"), Get("may")] public string Must(int a) => $"{a}";
            [Get("color/{color}")] public string InRoute(Color color) => $"{color}";
            [Get("query/{id}")] public string NotTheRoute([FromQuery] int id) => $"{id}";

            [Get("header")] public string Header(
                [FromHeader(Name = "X-Number")] int number, [FromHeader] string? accept, [FromHeader(Name = "X-List")] int[] list) =>
                $"{number} {accept} {string.Join('|', list)}";

            [Get("services")] public string Services(
                IClock clock, Store store, [FromServices] Store again, [FromKeyedServices("k")] Store keyed, Absent? absent) =>
                $"{clock.Now} {ReferenceEquals(store, again)} {ReferenceEquals(store, keyed)} {absent is null}";
            [Get("missing")] public string Missing(Absent absent) => $"{absent}";

            [Post("request")] public async Task<string> Request(
                HttpRequest request, HttpResponse response, ClaimsPrincipal user, Stream body)
            {
                response.Headers["X-Seen"] = request.Method;
                using var reader = new System.IO.StreamReader(body);
                return $"{user.Identity?.IsAuthenticated} {await reader.ReadToEndAsync()}";
            }
            [Post("pipe")] public async Task<string> Pipe(PipeReader body)
            {
                var read = await body.ReadAtLeastAsync(5);
                var text = System.Text.Encoding.UTF8.GetString(read.Buffer);
                body.AdvanceTo(read.Buffer.End);
                return text;
            }

            [Get("paging")] public string Paged([AsParameters] Paging paging) => $"{paging.Page} {paging.PageSize} {paging.Sort ?? "none"}";
            [Get("filter/{name}")] public string Filtered([AsParameters] Filter filter, int page) =>
                $"{filter.Name} {string.Join('|', filter.Ids)} {page}";
            [Get("everything/{id}")] public string All([AsParameters] Everything everything) =>
                $"{everything.Id} {everything.Clock.Now} {everything.Http.Request.Method} " +
                $"{everything.Aborted.CanBeCanceled} {everything.Color}";

            [Get("tenant")] public string OfTenant(Tenant tenant) => tenant.Name;
            [Get("maybe")] public string MaybeTenant(Tenant? tenant) => tenant?.Name ?? "none";
            [Get("version")] public string OfVersion(Version version, Version? maybe) => $"{version.Number} {maybe!.Value.Number}";
        }
        """;

    private const string Services = "builder.Services.AddSingleton<IClock, Clock>().AddSingleton<Store>().AddKeyedSingleton<Store>(\"k\");";

    [Theory]
    [InlineData("books/12", "book 12")]
    [InlineData("authors/J%C3%BCrgen%20M", "author Jürgen M")]
    [InlineData("optional", "none none")]
    [InlineData("optional/4?other=x", "4 x")]
    [InlineData("default", "3")]
    [InlineData("default/4", "4")]
    [InlineData("files", "none")]
    [InlineData("files/a/b", "a/b")]
    [InlineData("renamed/0f8fad5b-d9cb-469f-a165-70867728950e", "0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("one/x", "x none")]
    [InlineData("two/x", "none x")]
    [InlineData("must/5", "5")]
    [InlineData("color/green", "Green")]
    [InlineData("query/1?id=2", "2")]
    [InlineData("services", "now True False True")]
    [InlineData("paging?page=2", "2 20 none")]
    [InlineData("paging?page=2&size=5", "2 5 none")]
    [InlineData("filter/x?ids=1&ids=2&page=3", "x 1|2 3")]
    [InlineData("everything/7?color=green", "7 now GET True Green")]
    [InlineData("maybe", "none")]
    [InlineData("version?a=1", "1 1")]
    public async Task It_is_bound(string path, string expected)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);

        Assert.Equal(expected, await app.GetAsync("/source/" + path));
    }

    [Theory]
    [InlineData("renamed/x", "book-id", "The value 'x' is not valid.")]
    [InlineData("may", "a", "A value is required.")]
    [InlineData("color/blue", "color", "The value 'blue' is not valid.")]
    [InlineData("query/1", "id", "A value is required.")]
    [InlineData("paging?page=x&size=y", "Page", "The value 'x' is not valid.", "size", "The value 'y' is not valid.")]
    [InlineData("filter/x?ids=a", "Ids", "The value 'a' is not valid.", "page", "A value is required.")]
    [InlineData("tenant", "tenant", "A value is required.")]
    [InlineData("header", "X-Number", "A value is required.")]
    public async Task It_is_refused(string path, params string[] errors)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var response = await app.Client.GetAsync("/source/" + path);

        Assert.Equal(errors.Chunk(2).Select(pair => $"{pair[0]}: {pair[1]}"),
            await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Headers_are_bound()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/source/header");
        request.Headers.Add("x-number", "5");
        request.Headers.Add("Accept", "text/plain");
        request.Headers.Add("X-List", ["1, 2", "3"]);
        using var response = await app.Client.SendAsync(request);

        Assert.Equal("5 text/plain 1|2|3", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_header_of_a_member_is_bound()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/source/paging?page=1");
        request.Headers.Add("X-Sort", "title");
        using var response = await app.Client.SendAsync(request);

        Assert.Equal("1 20 title", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_type_binds_itself()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/source/tenant");
        request.Headers.Add("X-Tenant", "acme");
        using var response = await app.Client.SendAsync(request);

        Assert.Equal("acme", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("request", "False hello")]
    [InlineData("pipe", "hello")]
    public async Task The_request_itself_is_passed(string path, string expected)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var response = await app.Client.PostAsync("/source/" + path, new StringContent("hello", Encoding.UTF8));

        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_service_that_is_missing_is_an_error_of_the_app()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);

        Assert.Equal(500, await app.StatusAsync("/source/missing"));
    }
}
