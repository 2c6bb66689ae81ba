using Generator.Tests.Harness;

namespace Generator.Tests.Running;

/// <summary>Nothing is awaited here: generated code must not be an async method without an await, which is a warning.</summary>
public sealed class SynchronousHookTests
{
    private const string Source = """
        using Generator.Tests.Harness;

        [Controller("hooked")]
        public sealed class HookedController(Journal journal) : IDisposable
        {
            [Before] public void Before() => journal.Add("before");
            [After] public void After() => journal.Add("after");
            [Get("")] public void Show() => journal.Add("action");
            [Get("page")] public void Page(int page) => journal.Add($"page {page}");
            public void Dispose() => journal.Add("disposed");
        }

        [Controller("failing")]
        public sealed class FailingController(Journal journal)
        {
            [After] public void After(Exception? exception) => journal.Add(exception?.Message ?? "none");
            [Get("")] public void Show() => journal.Add("action");
            [Get("throws")] public void Throws() => throw new InvalidOperationException("on purpose");
        }

        // Without a context; as any result that leaves a 3xx status, a redirect ends the request.
        [Controller("leaving")]
        public sealed class LeavingController(Journal journal) : IDisposable
        {
            [After] public void After() => journal.Add("after");
            [Get("result")] public IResult Result() => Leave("/r");
            [Get("object")] public object Anything(bool leaves) => leaves ? Leave("/o") : "stays";
            [Get("later")] public async Task<object> Later() { await Task.Yield(); return Leave("/l"); }
            [Get("json")]
            public int[] Json(HttpContext context)
            {
                journal.Add("action");
                context.Response.StatusCode = 300;
                return [1];
            }

            private IResult Leave(string url)
            {
                journal.Add("action");
                return Results.Redirect(url);
            }

            public void Dispose() => journal.Add("disposed");
        }

        [Controller("disposed")]
        public sealed class DisposedController(Journal journal) : IDisposable
        {
            [Get("")] public void Show() => journal.Add("action");
            public void Dispose() => journal.Add("disposed");
        }
        """;

    [Theory]
    [InlineData("hooked", 200, "before", "action", "after", "disposed")]
    [InlineData("hooked/page?page=2", 200, "before", "page 2", "after", "disposed")]
    [InlineData("hooked/page?page=x", 400, "before", "disposed")]
    [InlineData("failing", 200, "action", "none")]
    [InlineData("failing/throws", 500, "on purpose")]
    [InlineData("leaving/result", 302, "action", "disposed")]
    [InlineData("leaving/object?leaves=true", 302, "action", "disposed")]
    [InlineData("leaving/object?leaves=false", 200, "after", "disposed")]
    [InlineData("leaving/later", 302, "action", "disposed")]
    [InlineData("leaving/json", 300, "action", "disposed")]
    [InlineData("disposed", 200, "action", "disposed")]
    public async Task The_order_is_kept(string path, int status, params string[] journal)
    {
        await using var app = await RunningApp.StartAsync(Source);

        Assert.Equal(status, await app.StatusAsync("/" + path));

        // The client has the response before the controller is disposed.
        await app.Journal.WaitForAsync(journal[^1]);
        Assert.Equal(journal, app.Journal.Lines);
    }
}
