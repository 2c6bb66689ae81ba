using System.Net;
using Generator.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Generator.Tests.Running;

/// <summary>Conventions on <c>UseActions()</c> apply to every action of one app, and to no other app of the process.</summary>
public sealed class ConventionTests
{
    private const string Source = """
        public sealed class Mark(Generator.Tests.Harness.Journal journal) : IEndpointFilter
        {
            public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
            {
                if (context.HttpContext.Request.Query.ContainsKey("stop"))
                {
                    return "stopped";
                }

                var result = await next(context);
                journal.Add("after " + context.HttpContext.Request.Path);
                return result;
            }
        }

        [Controller("x")]
        public static class XController
        {
            [Get("{id}")] public static string Show(int id) => "show " + id;
            [Post("")] public static int Add() => 5;
        }
        """;

    [Fact]
    public async Task Metadata_is_added_to_every_action_of_the_app()
    {
        await using var plain = await RunningApp.StartAsync(Source);
        await using var app = await RunningApp.StartAsync(Source, pipeline: "app.UseActions().WithGroupName(\"v1\").WithTags(\"all\");");

        Assert.Equal("show 5", await app.GetAsync("/x/5"));
        Assert.Equal(["v1", "v1"], Groups(app));
        Assert.Equal([null, null], Groups(plain));
    }

    [Fact]
    public async Task A_filter_runs_around_every_action()
    {
        await using var app = await RunningApp.StartAsync(Source,
            pipeline: "app.UseActions().AddEndpointFilter<IEndpointConventionBuilder, Mark>();");

        Assert.Equal("show 5", await app.GetAsync("/x/5"));
        Assert.Equal("stopped", await app.GetAsync("/x/5?stop"));
        Assert.Equal(["after /x/5"], app.Journal.Lines);
    }

    [Fact]
    public async Task Hosts_of_a_convention_are_honoured()
    {
        await using var app = await RunningApp.StartAsync(Source, pipeline: "app.UseActions().RequireHost(\"shop.example\");");

        Assert.Equal(404, await app.StatusAsync("/x/5"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/x/5") { Headers = { Host = "shop.example" } };
        using var response = await app.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Final_conventions_run_last_and_in_the_reverse_order()
    {
        await using var app = await RunningApp.StartAsync(Source, pipeline: """
            var actions = app.UseActions();
            foreach (var mark in new[] { "first", "second", "third" })
            {
                actions.Finally(endpoint => endpoint.Metadata.Add(mark));
            }

            actions.Add(endpoint => endpoint.Metadata.Add("before all"));
            """);

        var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.Equal(2, endpoints.Count);
        Assert.All(endpoints, endpoint =>
            Assert.Equal(["before all", "third", "second", "first"], endpoint.Metadata.OfType<string>()));
    }

    [Fact]
    public async Task A_startup_pipeline_serves_actions()
    {
        await using var app = await RunningApp.StartAsync(
            Source, pipeline: "var pipeline = (IApplicationBuilder)app; pipeline.UseActions(); pipeline.UseEndpoints(_ => { });");

        Assert.Equal("show 5", await app.GetAsync("/x/5"));
    }

    [Fact]
    public void An_app_without_routing_is_told_what_to_add()
    {
        var pipeline = new ApplicationBuilder(new ServiceCollection().BuildServiceProvider());

        var error = Assert.Throws<InvalidOperationException>(
            () => Graceful.Routing.ActionPipeline.Use(pipeline, (scoped ref _) => null, 0, () => []));
        Assert.Contains("Call builder.Services.AddRouting()", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Groups(RunningApp app) => app.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .Where(endpoint => endpoint is RouteEndpoint)
        .Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointGroupNameMetadata>()?.EndpointGroupName);
}
