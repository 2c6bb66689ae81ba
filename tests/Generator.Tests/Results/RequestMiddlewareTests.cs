using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Generator.Tests.Harness;

namespace Generator.Tests.Results;

/// <summary>ASP.NET Core's own middleware around actions: antiforgery, timeouts, limits, compression.</summary>
public sealed class RequestMiddlewareTests
{
    private const string Source = """
        using Microsoft.AspNetCore.Http.Timeouts;
        using Microsoft.AspNetCore.HttpLogging;
        using Microsoft.AspNetCore.Mvc;

        [Controller("m")]
        public static class MController
        {
            [Post] public static string Form([FromForm] string name) => name;
            [Get, RequestTimeout(20)] public static async Task<string> Slow(CancellationToken aborted)
            {
                await Task.Delay(Timeout.Infinite, aborted);
                return "never";
            }
            [Get] public static string Large() => new('a', 10_000);
            [Post, RequestSizeLimit(10)] public static string Limited([FromBody] string text) => text;
            [Post, DisableRequestSizeLimit] public static string Unlimited([FromBody] string text) => $"{text.Length}";
            [Get, HttpLogging(HttpLoggingFields.RequestPath | HttpLoggingFields.ResponseStatusCode)]
            public static string Logged() => "logged";
            [Get] public static string NotLogged() => "not logged";
            [Get, DisableRequestTimeout] public static async Task<string> Patient(HttpContext context)
            {
                await Task.Yield();
                return $"{context.Features.Get<IHttpRequestTimeoutFeature>() is null}";
            }
            [Post, RequestFormLimits(ValueCountLimit = 2), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
            public static string Few(IFormCollection form) => $"{form.Count}";
            [Post, Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
            public static string Many(IFormCollection form) => $"{form.Count}";
        }

        public sealed class Notebook(Generator.Tests.Harness.Journal journal) : ILoggerProvider
        {
            public ILogger CreateLogger(string category) =>
                category.StartsWith("Microsoft.AspNetCore.HttpLogging", StringComparison.Ordinal)
                ? new Pages(journal)
                : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;
            public void Dispose() { }
        }

        public sealed class Pages(Generator.Tests.Harness.Journal journal) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
            public bool IsEnabled(LogLevel level) => true;
            public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception,
                Func<TState, Exception?, string> formatter)
            {
                foreach (var line in formatter(state, exception).Split('\n', StringSplitOptions.TrimEntries).Where(
                    line => line.StartsWith("Path:", StringComparison.Ordinal) || line.StartsWith("StatusCode:", StringComparison.Ordinal)))
                {
                    journal.Add(line);
                }
            }
        }
        """;

    private const string Services = """
        builder.Services.AddAntiforgery().AddRequestTimeouts().AddResponseCompression();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 20);
        """;

    private const string Pipeline = """
        app.UseResponseCompression();
        app.UseActions();
        app.UseRequestTimeouts();
        app.UseAntiforgery();
        app.MapGet("/token", (HttpContext context, Microsoft.AspNetCore.Antiforgery.IAntiforgery antiforgery) =>
            antiforgery.GetAndStoreTokens(context).RequestToken);
        """;

    [Fact]
    public async Task A_form_is_taken_with_its_token_only()
    {
        await using var app = await RunningApp.StartAsync(Source, Services.Replace("= 20", "= 20000", StringComparison.Ordinal), Pipeline);
        using var given = await app.Client.GetAsync("/token");
        using var request = new HttpRequestMessage(
            HttpMethod.Post, "/m/form") { Content = new FormUrlEncodedContent([new("name", "Emma")]) };
        request.Headers.Add("Cookie", given.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        request.Headers.Add("RequestVerificationToken", await given.Content.ReadAsStringAsync());
        using var taken = await app.Client.SendAsync(request);
        using var refused = await app.Client.PostAsync("/m/form", new FormUrlEncodedContent([new("name", "Emma")]));

        Assert.Equal((HttpStatusCode.OK, "Emma"), (taken.StatusCode, await taken.Content.ReadAsStringAsync()));
        Assert.Equal(["name: The form has no valid antiforgery token."], await Problem.ErrorsAsync(refused, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task An_app_that_takes_forms_must_check_tokens_or_say_that_it_does_not()
    {
        await using var app = await RunningApp.StartAsync(Source, pipeline: "app.UseActions();");
        using var response = await app.Client.PostAsync("/m/form", new FormUrlEncodedContent([new("name", "Emma")]));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Fact]
    public async Task An_action_that_takes_too_long_is_given_up()
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Pipeline);

        Assert.Equal(504, await app.StatusAsync("/m/slow"));
    }

    [Fact]
    public async Task A_response_is_compressed()
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Pipeline);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/m/large");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var response = await app.Client.SendAsync(request);

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        Assert.True((await response.Content.ReadAsByteArrayAsync()).Length < 1000);
    }

    [Fact]
    public async Task An_action_without_a_timeout_is_given_all_the_time()
    {
        await using var app = await RunningApp.StartAsync(
            Source,
            Services + " builder.Services.Configure<Microsoft.AspNetCore.Http.Timeouts.RequestTimeoutOptions>(options => " +
                "options.DefaultPolicy = new() { Timeout = TimeSpan.FromMinutes(1) });", Pipeline);

        Assert.Equal("True", await app.GetAsync("/m/patient"));
    }

    [Theory]
    [InlineData("few", 2, 200)]
    [InlineData("few", 3, 400)]
    [InlineData("many", 3, 200)]
    public async Task The_limits_of_a_form_are_those_of_the_action(string action, int fields, int status)
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Pipeline);
        using var response = await app.Client.PostAsync("/m/" + action, new StringContent(
            string.Join('&', Enumerable.Range(0, fields).Select(i => $"{i}=1")), Encoding.UTF8, "application/x-www-form-urlencoded"));

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task HTTP_logging_follows_the_attributes_of_an_action()
    {
        await using var app = await RunningApp.StartAsync(
            Source,
            Services + " builder.Services.AddHttpLogging(options => options.LoggingFields = " +
                "Microsoft.AspNetCore.HttpLogging.HttpLoggingFields.None); builder.Services.AddSingleton<ILoggerProvider, Notebook>();",
            Pipeline + "\napp.UseHttpLogging();");

        await app.GetAsync("/m/notLogged");
        await app.GetAsync("/m/logged");

        await app.Journal.WaitForAsync("StatusCode: 200");
        Assert.Equal(["Path: /m/logged", "StatusCode: 200"], app.Journal.Lines);
    }

    [Theory]
    [InlineData("limited", 413)]
    [InlineData("unlimited", 200)]
    public async Task The_size_of_a_body_is_limited_by_the_attributes_of_an_action(string path, int status)
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Pipeline);
        using var body = new StringContent("\"a text of more than twenty bytes\"", Encoding.UTF8, "application/json");
        using var response = await app.Client.PostAsync("/m/" + path, body);

        Assert.Equal(status, (int)response.StatusCode);
    }
}
