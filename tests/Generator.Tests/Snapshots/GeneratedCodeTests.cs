using System.Runtime.CompilerServices;
using Generator.Tests.Harness;

namespace Generator.Tests.Snapshots;

/// <summary>Snapshots of the generated code.</summary>
public sealed class GeneratedCodeTests
{
    [Fact]
    public Task Demo() => VerifyAsync("""
        namespace Demo;

        public sealed class DemoContext(ILogger<DemoContext> logger) : RequestContext, IDisposable
        {
            public void Dispose() => logger.ToString();
        }

        [Controller]
        public static class DemoController
        {
            [Before] public static void Before(DemoContext context) => context.Write("before demo action\n");
            [After] public static void After(DemoContext context) => context.Write("after demo action\n");
            [Action] public static void DescribeDemo(DemoContext context) => context.Write("DescribeDemo\n");
            [Action] public static void Redirect(DemoContext context) => context.Redirect("https://example.com");
        }
        """);

    [Fact]
    public Task Without_controllers() => VerifyAsync("public static class Program;");

    [Fact]
    public Task What_an_action_does_not_use_is_not_there() => VerifyAsync("""
        [Controller("/")]
        public static class PlainController
        {
            [Action] public static void Nothing() { }
            [Action] public static string Text() => "";
            [Action] public static async Task<string?> LaterText() { await Task.Yield(); return null; }
            [Action] public static Task Later(HttpContext context, CancellationToken aborted) => Task.CompletedTask;
            [Action] public static ValueTask LaterValue() => default;
            [Action] public static IResult Result() => Results.Ok();
            [Action] public static Task<IResult> LaterResult() => Task.FromResult(Results.Ok());
            [Action] public static string WithContext(RequestContext context) => "";
        }
        """);

    [Fact]
    public Task Everything_around_an_action() => VerifyAsync("""
        namespace Shop.Controllers;

        public class ShopContext : RequestContext, IAsyncDisposable
        {
            public ValueTask DisposeAsync() => default;
        }

        public sealed class OrderContext(IServiceProvider services, ILoggerFactory? logging = null) : ShopContext
        {
            public object Everything => (services, logging);
        }

        [Controller("api/[controller]")]
        [Microsoft.AspNetCore.Authorization.Authorize(Policy = "shop")]
        public sealed class OrderController([FromKeyedServices("main")] ILoggerFactory logging) : IDisposable
        {
            [Before] public async Task Before(ShopContext context) => await Task.Yield();
            [After] public static ValueTask After(RequestContext context) => default;

            [Action, EndpointName("orders"), Obsolete("for a test")]
            public async Task<IResult> List(OrderContext context, CancellationToken aborted)
            {
                await Task.Yield();
                return Results.Ok();
            }

            [Action("~/orders/count")]
            public string Count() => logging.ToString()!;

            public void Dispose() { }
        }
        """);

    [Fact]
    public Task Arguments() => VerifyAsync("""
        namespace Shop;

        public enum Sort { Title, Price }
        public sealed record Book(string Title);
        public sealed class Store;
        public interface IClock;
        public sealed record Paging(int Page = 1, [property: FromQuery(Name = "size")] int PageSize = 20);
        public sealed record Tenant(string Name)
        {
            public static ValueTask<Tenant?> BindAsync(HttpContext context) => default;
        }

        [Controller("books")]
        public static class BookController
        {
            [Get("{name}")] public static string ByName(string name) => name;
            [Get("{id:int}")] public static string ById(int id, string? q, Sort sort = Sort.Title) => "";
            [Get] public static string Find([AsParameters] Paging paging, [FromQuery(Name = "tag")] string[] tags, Guid[]? ids,
                [FromHeader(Name = "If-Match")] string? version) => "";
            [Post("")] public static string Add(Book book, Store store, IClock clock, CancellationToken aborted) => "";
            [Put("{id:int}")] public static Task<string> Replace(int id, [FromBody] Book? book) => Task.FromResult("");
            [Put("{id:int}/cover")] public static string Cover(int id, IFormFile file, [FromForm] string? note) => "";
            [Get("mine")] public static string Mine(Tenant tenant, DateTime? since) => "";
        }
        """);

    [Fact]
    public Task Results() => VerifyAsync("""
        namespace Shop;

        public sealed record Book(string Title);

        [Controller("books")]
        public static class BookController
        {
            [Get] public static Book One() => new("");
            [Get] public static Task<Book?> Later() => Task.FromResult<Book?>(null);
            [Get] public static int? Count() => null;
            [Get] public static object Anything() => 1;
            [Get] public static IAsyncEnumerable<Book> All() => AsyncEnumerable.Empty<Book>();
            [Get] public static IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<Book>> News() =>
                AsyncEnumerable.Empty<System.Net.ServerSentEvents.SseItem<Book>>();
            [Get] public static Book InContext(RequestContext context) => new("");
        }
        """);

    [Fact]
    public Task Filters_and_exceptions() => VerifyAsync("""
        namespace Shop;

        public sealed class Audit(ILoggerFactory logging) : IEndpointFilter
        {
            public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
                next(context.GetHashCode() == 0 ? context : logging is null ? context : context);
        }

        public interface IQuota : IEndpointFilter;

        [Controller("books"), Filter<Audit>]
        public sealed class BookController
        {
            [After] public void After(Exception? exception) { }
            [Get("{id}"), Filter<IQuota>] public string Show(int id) => "";
            [Delete("{id}")] public async Task Remove(int id) => await Task.Yield();
        }

        [Controller("orders")]
        public sealed class OrderController
        {
            [After] public Task After(RequestContext context, Exception? exception) => Task.CompletedTask;
            [Get] public string Show() => "";
        }
        """);

    [Fact]
    public Task Many_routes() => VerifyAsync($$"""
        [Controller("/")]
        public static class ManyController
        {
        {{string.Join("\n", Enumerable.Range(0, 40).Select(i => $"    [Action(\"item{i:00}\")] public static void Item{i}() {{ }}"))}}
        }
        """);

    [Fact]
    public Task Matching() => VerifyAsync("""
        [Controller("api/orders")]
        public static class OrdersController
        {
            [Get("")] public static string List() => "";
            [Post("")] public static string Create() => "";
            [Get("recent")] public static string Recent() => "";
            [Get("{id:int}"), Delete("{id:int}")] public static string One(int id) => "";
            [Get("{id:int}/lines/{line:int:min(1)?}")] public static string Lines(int id, int? line) => "";
            [Get("{name}")] public static string Named(string name) => "";
            [Get("{id:int}/{file}.{extension?}")] public static string Attachment(int id, string file, string? extension) => "";
            [Get("page/{number=1}")] public static string Page(int number) => "";
            [Get("a-path-that-is-longer-than-one-comparison/of/the/jit")] public static string Long() => "";
            [Get("archive/{**path}")] public static string Archive(string? path) => "";
            [Action("ping")] public static string Ping() => "";
        }

        [Controller("/")]
        public static class RestController
        {
            [Get("{code:regex(^[[a-z]]+$)}/caf\u00e9", Order = 1)] public static string Late(string code) => "";
            [Get("{*anything}", Order = 1)] public static string Anything(string? anything) => "";
        }
        """);

    private static async Task VerifyAsync(string source, [CallerMemberName] string method = "")
    {
        var run = GeneratorRun.Of(source);
        Assert.Empty(await Compilations.AnalyzeAsync((Microsoft.CodeAnalysis.CSharp.CSharpCompilation)run.Output));
        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
        Snapshot.Verify(run, nameof(GeneratedCodeTests), method);
    }
}
