using Generator.Tests.Harness;
using Xunit.Abstractions;

namespace Generator.Tests.Running;

/// <summary>The document of <c>AddOpenApi()</c> has the same for an action as for a lambda, except for the listed differences.</summary>
public sealed class OpenApiTableTests(ITestOutputHelper output)
{
    internal const string Services = """
        builder.Services.AddSingleton<IClock, Clock>().AddSingleton<Registered>();
        builder.Services.AddOpenApi();
        builder.Services.Configure<RouteOptions>(options =>
            options.SetParameterPolicy<Microsoft.AspNetCore.Routing.Constraints.RegexInlineRouteConstraint>("regex"));
        """;

    internal static readonly string Source = $$"""
        global using Microsoft.AspNetCore.Http.HttpResults;

        {{OpenApiTable.Types}}

        [Controller("ours")]
        public static class DescribedController
        {
            {{string.Join("\n    ", OpenApiTable.All.Select(Action))}}
        }
        """;

    internal static readonly string Pipeline = PipelineWith(OpenApiTable.All);

    [Fact]
    public async Task An_action_is_described_as_a_lambda_is()
    {
        Assert.True(OpenApiTable.All.Count >= 100, $"There are {OpenApiTable.All.Count} handlers.");
        await using var app = await RunningApp.StartAsync(Source, Services, Pipeline);
        var paths = await OpenApiDifferences.PathsAsync(app.Client);

        output.WriteLine(OpenApiDifferences.List(OpenApiDifferences.Everywhere));
        OpenApiDifferences.AssertNoOther(paths, OpenApiDifferences.Everywhere);
    }

    /// <summary>Returns the statements over <c>app</c>, with the lambdas of some handlers.</summary>
    internal static string PipelineWith(IEnumerable<OpenApiHandler> lambdas) => $$"""
        app.Use(async (HttpContext context, RequestDelegate next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception exception)
            {
                context.Response.StatusCode = 500;
                await context.Response.WriteAsync(exception.ToString());
            }
        });
        app.UseActions();
        app.MapOpenApi();
        {{string.Join("\n", lambdas.Select(Lambda))}}
        """;

    private static string Action(OpenApiHandler one) =>
        $"[{one.Verb}(\"{one.Name}{one.Route}\")] {Attributes(one, "ours")} "
        + $"public static {one.Returns} {one.Name}({one.Parameters}) => throw new NotSupportedException();";

    private static string Lambda(OpenApiHandler one) =>
        $"app.Map{one.Verb}(\"theirs/{one.Name}{one.Route}\", {Attributes(one, "theirs")} "
        + $"{one.Returns} ({one.Parameters}) => throw new NotSupportedException());";

    private static string Attributes(OpenApiHandler one, string group) =>
        one.Attributes.Replace("{0}", $"{group}-{one.Name}", StringComparison.Ordinal);
}
