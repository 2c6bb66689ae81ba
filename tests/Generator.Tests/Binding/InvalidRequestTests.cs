using System.Net;
using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>An app may write its own response to a request that cannot be bound, or add to the problem.</summary>
public sealed class InvalidRequestTests
{
    private const string Source = """
        [Controller("x")]
        public static class XController
        {
            [Get("{id}")] public static string Show(int id, bool flag) => $"{id} {flag}";
        }
        """;

    [Fact]
    public async Task A_refusal_is_logged_at_Debug()
    {
        await using var app = await RunningApp.StartAsync(Source + """
            public sealed class Notebook(Generator.Tests.Harness.Journal journal) : ILoggerProvider, ILogger
            {
                public ILogger CreateLogger(string category) =>
                    category == "Graceful.Binding" ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;
                public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
                public bool IsEnabled(LogLevel level) => true;
                public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception,
                    Func<TState, Exception?, string> formatter) => journal.Add($"{level} {formatter(state, exception)}");
                public void Dispose() { }
            }
            """, "builder.Logging.SetMinimumLevel(LogLevel.Debug); builder.Services.AddSingleton<ILoggerProvider, Notebook>();");
        using var response = await app.Client.GetAsync("/x/a");

        Assert.Equal(
            ["Debug GET /x/a does not fit XController.Show and was answered with 400. id: The value 'a' is not valid. " +
                "flag: A value is required."], app.Journal.Lines);
    }

    [Fact]
    public async Task The_app_answers()
    {
        await using var app = await RunningApp.StartAsync(Source, """
            builder.Services.Configure<ActionOptions>(options => options.InvalidRequest = request =>
            {
                request.HttpContext.Response.StatusCode = 422;
                return request.HttpContext.Response.WriteAsync(
                    $"{request.StatusCode} {string.Join(' ', request.Arguments.Select(argument => argument.Name))}");
            });
            """);
        using var response = await app.Client.GetAsync("/x/a?flag=b");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "400 id flag"),
            (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task The_app_may_leave_the_answer_to_us()
    {
        await using var app = await RunningApp.StartAsync(Source, """
            builder.Services.Configure<ActionOptions>(options => options.InvalidRequest = request =>
            {
                request.HttpContext.Response.Headers["X-Seen"] = "yes";
                return request.WriteProblemAsync();
            });
            """);
        using var response = await app.Client.GetAsync("/x/a?flag=true");

        Assert.Equal("yes", Assert.Single(response.Headers.GetValues("X-Seen")));
        Assert.Equal(["id: The value 'a' is not valid."], await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task What_the_app_adds_to_problems_is_there()
    {
        await using var app = await RunningApp.StartAsync(Source, """
            builder.Services.AddProblemDetails(
                options => options.CustomizeProblemDetails = context => context.ProblemDetails.Instance = "/instances/1");
            """);
        using var response = await app.Client.GetAsync("/x/a?flag=true");

        Assert.Equal(["id: The value 'a' is not valid."], await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
        Assert.Contains("\"instance\":\"/instances/1\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_wants_no_problem_gets_one_all_the_same()
    {
        await using var app = await RunningApp.StartAsync(Source, "builder.Services.AddProblemDetails();");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/x/a?flag=true");
        request.Headers.Add("Accept", "text/html");
        using var response = await app.Client.SendAsync(request);

        Assert.Equal(["id: The value 'a' is not valid."], await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("%3Cscript%3E", "The value '<script>' is not valid.")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789",
        "The value '0123456789012345678901234567890123456789012345678901234567890123...' is not valid.")]
    public async Task What_the_client_sent_is_quoted_shortly_and_escaped(string value, string message)
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var response = await app.Client.GetAsync($"/x/{value}?flag=true");

        Assert.DoesNotContain("<script>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(["id: " + message], await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }
}
