using System.Net;
using Generator.Tests.Harness;

namespace Generator.Tests.Running;

/// <summary>The hooks around an action, their order, and the response.</summary>
public sealed class HookTests
{
    private const string Source = """
        using Generator.Tests.Harness;

        public sealed class DemoContext(Journal journal) : RequestContext, IDisposable
        {
            public void Note(string line) => journal.Add(line);
            public void Dispose() => journal.Add("context disposed");
        }

        [Controller]
        public sealed class DemoController(Journal journal) : IAsyncDisposable
        {
            [Before]
            public async Task Before(DemoContext context)
            {
                await Task.Yield();
                context.Note("before");
                context.Write("before demo action\n");
                if (context.Request.Query.ContainsKey("stop"))
                {
                    context.Redirect("/elsewhere?a=1&b=2", StatusCodes.Status307TemporaryRedirect);
                }

                if (context.Request.Query.ContainsKey("end"))
                {
                    context.Response.StatusCode = 409;
                    context.End();
                }
            }

            [After]
            public ValueTask After(RequestContext context)
            {
                journal.Add("after");
                context.Write("after demo action\n"u8);
                return ValueTask.CompletedTask;
            }

            [Action]
            public void DescribeDemo(DemoContext context)
            {
                journal.Add("action");
                context.Write("DescribeDemo\n");
            }

            [Action] public void Redirect(DemoContext context) => context.Redirect("https://example.com");
            [Action] public IResult RedirectResult() => Results.Redirect("https://example.com/r");
            [Action] public IResult RedirectSilently() => new Silent();
            [Action] public string Text() => "Text\n";
            [Action] public string? Nothing() => null;
            [Action] public async Task<string> Later() { await Task.Yield(); return "Later\n"; }
            [Action] public IResult Result() => TypedResults.Text("Result\n", "text/html");
            [Action] public IResult Ok() => TypedResults.Ok();
            [Action] public IResult NoContent() => TypedResults.NoContent();
            [Action]
            public async ValueTask<Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.Ok,
                Microsoft.AspNetCore.Http.HttpResults.ContentHttpResult>> Either()
            {
                await Task.Yield();
                return TypedResults.Text("Either\n");
            }
            [Action] public IResult? Null() => null;
            [Action] public void Throws() => throw new InvalidOperationException("on purpose");
            [Action] public void Html(RequestContext context) { context.Response.ContentType = "text/html"; context.Write("<p>"); }

            public ValueTask DisposeAsync()
            {
                journal.Add("controller disposed");
                return ValueTask.CompletedTask;
            }

            private sealed class Silent : IResult
            {
                public Task ExecuteAsync(HttpContext context)
                {
                    context.Response.Redirect("/silent");
                    return Task.CompletedTask;
                }
            }
        }

        [Controller]
        public static class PlainController
        {
            [Before] public static void Before(RequestContext context)
            {
                if (context.Request.Query.TryGetValue("write", out var text))
                {
                    context.Write(text);
                }
            }

            [Action] public static IResult Ok() => TypedResults.Ok();
            [Action] public static IResult Text() => TypedResults.Text("text");
            [Action] public static IResult Stream() => TypedResults.Stream(stream => stream.WriteAsync("stream"u8.ToArray()).AsTask());
            [Action] public static void Html(RequestContext context) => context.Redirect("https://example.com/?a=<b>&c=é", 303);
        }
        """;

    private static readonly string[] Disposals = ["controller disposed", "context disposed"];

    [Fact]
    public async Task An_action_runs_between_its_hooks_and_everything_is_disposed()
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var response = await app.Client.GetAsync("/demo/DescribeDemo");

        Assert.Equal("before demo action\nDescribeDemo\nafter demo action\n", await response.Content.ReadAsStringAsync());
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(50, response.Content.Headers.ContentLength);
        await app.Journal.WaitForAsync("context disposed");
        Assert.Equal(["before", "action", "after", .. Disposals], app.Journal.Lines);
    }

    [Fact]
    public async Task A_redirect_ends_the_request_and_its_body_comes_first()
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var response = await app.Client.GetAsync("/demo/Redirect");

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal("https://example.com", response.Headers.NonValidated["Location"].ToString());
        Assert.Equal("<a href=\"https://example.com\">Found</a>\nbefore demo action\n", await response.Content.ReadAsStringAsync());
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.NotNull(response.Content.Headers.ContentLength);
        await app.Journal.WaitForAsync("context disposed");
        Assert.Equal(["before", .. Disposals], app.Journal.Lines);
    }

    [Theory]
    [InlineData("/demo/RedirectResult", "https://example.com/r")]
    [InlineData("/demo/RedirectSilently", "/silent")]
    public async Task A_result_that_leaves_a_3xx_status_is_a_redirect_too(string path, string location)
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var response = await app.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal(location, response.Headers.NonValidated["Location"].ToString());
        Assert.Contains("before demo action\n", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await app.Journal.WaitForAsync("context disposed");
        Assert.DoesNotContain("after", app.Journal.Lines);
    }

    [Fact]
    public async Task The_known_redirect_result_gets_its_link()
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var response = await app.Client.GetAsync("/demo/RedirectResult");

        Assert.Equal("<a href=\"https://example.com/r\">Found</a>\nbefore demo action\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_redirect_in_the_before_hook_skips_the_action()
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var response = await app.Client.GetAsync("/demo/DescribeDemo?stop");

        Assert.Equal(HttpStatusCode.TemporaryRedirect, response.StatusCode);
        Assert.Equal(
            "<a href=\"/elsewhere?a=1&amp;b=2\">Temporary Redirect</a>\nbefore demo action\n",
            await response.Content.ReadAsStringAsync());
        await app.Journal.WaitForAsync("context disposed");
        Assert.Equal(["before", .. Disposals], app.Journal.Lines);
    }

    [Fact]
    public async Task Ending_in_the_before_hook_sends_what_was_written_with_the_status_set()
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var response = await app.Client.GetAsync("/demo/Result?end");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("before demo action\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_redirect_with_nothing_written_is_html_and_encoded()
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var response = await app.Client.GetAsync("/plain/Html");

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            "<a href=\"https://example.com/?a=&lt;b&gt;&amp;c=%C3%A9\">See Other</a>\n",
            await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/demo/Text", "before demo action\nText\nafter demo action\n", "text/plain; charset=utf-8")]
    [InlineData("/demo/Later", "before demo action\nLater\nafter demo action\n", "text/plain; charset=utf-8")]
    [InlineData("/demo/Nothing", "before demo action\nafter demo action\n", "text/plain; charset=utf-8")]
    [InlineData("/demo/Result", "before demo action\nResult\nafter demo action\n", "text/html")]
    [InlineData("/demo/Either", "before demo action\nEither\nafter demo action\n", "text/plain; charset=utf-8")]
    [InlineData("/demo/Ok", "before demo action\nafter demo action\n", "text/plain; charset=utf-8")]
    [InlineData("/plain/Ok?write=before", "before", "text/plain; charset=utf-8")]
    [InlineData("/plain/Ok", "", null)]
    [InlineData("/plain/Text?write=before-", "before-text", "text/plain; charset=utf-8")]
    [InlineData("/plain/Stream?write=before-", "before-stream", "application/octet-stream")]
    [InlineData("/demo/Html", "before demo action\n<p>after demo action\n", "text/html")]
    public async Task The_result_is_between_the_texts_of_the_hooks(string path, string body, string? contentType)
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var response = await app.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
        Assert.Equal(contentType, response.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task A_status_without_a_body_gets_none_from_the_hooks()
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var response = await app.Client.GetAsync("/demo/NoContent");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        await app.Journal.WaitForAsync("context disposed");
        Assert.Contains("after", app.Journal.Lines);
    }

    [Theory]
    [InlineData("/demo/Throws")]
    [InlineData("/demo/Null")]
    public async Task An_exception_is_a_500_without_what_was_written_and_everything_is_disposed(string path)
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var response = await app.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.DoesNotContain("after", app.Journal.Lines);
        await app.Journal.WaitForAsync("context disposed");
        Assert.Equal(["before", .. Disposals], app.Journal.Lines);
    }

    [Fact]
    public async Task A_result_with_nothing_around_it_keeps_its_length()
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var response = await app.Client.GetAsync("/plain/Text");

        Assert.Equal(4, response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task A_head_request_has_the_length_and_no_body()
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var request = new HttpRequestMessage(HttpMethod.Head, "/demo/DescribeDemo");
        using var response = await app.Client.SendAsync(request);

        Assert.Equal(50, response.Content.Headers.ContentLength);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }
}
