using Generator.Tests.Harness;

namespace Generator.Tests.Results;

/// <summary>An after hook that takes the exception receives it, and may answer by ending the request.</summary>
public sealed class ExceptionHookTests
{
    private const string Source = """
        using Generator.Tests.Harness;

        [Controller("plain")]
        public sealed class PlainController(Journal journal)
        {
            [Before] public void Before(HttpRequest request) => journal.Add("before");
            [After] public void After(Exception? exception, [FromServices] Journal again) =>
                again.Add($"after {exception?.Message ?? "null"}");
            [Get] public string Fine() => "fine";
            [Get] public string Throws() => throw new InvalidOperationException("thrown");
            [Get] public async Task<string> ThrowsLater() { await Task.Yield(); throw new InvalidOperationException("later"); }
            [Get] public string Number(int n) => $"{n}";
        }

        [Controller("early")]
        public sealed class EarlyController(Journal journal)
        {
            [Before] public void Before(HttpRequest request) => throw new InvalidOperationException("early");
            [After] public void After(Exception? exception) => journal.Add($"after {exception?.Message}");
            [Get] public string Fine() { journal.Add("action"); return "fine"; }
        }

        [Controller("context")]
        public sealed class ContextController
        {
            [Before] public void Before(RequestContext context) { if (context.Request.Query.ContainsKey("stop")) context.End(); }
            [After]
            public async Task After(RequestContext context, Exception? exception, Journal journal)
            {
                await Task.Yield();
                journal.Add($"after {exception?.Message ?? "null"}");
                if (exception is NotImplementedException)
                {
                    context.Response.StatusCode = 501;
                    context.Write("answered");
                    context.End();
                }
            }
            [Get] public string Fine() => "fine";
            [Get] public string Answered() => throw new NotImplementedException("thrown");
            [Get] public string Late(RequestContext context) { context.End(); throw new InvalidOperationException("late"); }
            [Get] public string ThrownOn() => throw new InvalidOperationException("thrown");
        }
        """;

    [Theory]
    [InlineData("/plain/fine", 200, "before", "after null")]
    [InlineData("/plain/throws", 500, "before", "after thrown")]
    [InlineData("/plain/throwsLater", 500, "before", "after later")]
    [InlineData("/plain/number?n=x", 400, "before")]
    [InlineData("/early/fine", 500)]
    [InlineData("/context/fine", 200, "after null")]
    [InlineData("/context/fine?stop=1", 200)]
    [InlineData("/context/answered", 501, "after thrown")]
    [InlineData("/context/thrownOn", 500, "after thrown")]
    [InlineData("/context/late", 500)]
    public async Task The_hook_sees_what_became_of_the_action(string path, int status, params string[] lines)
    {
        await using var app = await RunningApp.StartAsync(Source.Replace("Exception? exception, Journal journal",
            "Exception? exception, [FromServices] Journal journal", StringComparison.Ordinal));

        Assert.Equal(status, await app.StatusAsync(path));
        Assert.Equal(lines, app.Journal.Lines);
    }
}
