using System.Net;
using Generator.Tests.Harness;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Generator.Tests.Running;

/// <summary>The action of each path, and requests that fall through.</summary>
public sealed class RoutingTests
{
    private const string Source = """
        [Controller]
        public static class DemoController
        {
            [Action] public static string DescribeDemo() => "describe";
            [Action] public static Task<string> LaterAsync() => Task.FromResult("later");
            [Action("/absolute/[action]")] public static string Absolute() => "absolute";
            [Action("~/tilde")] public static string Tilde() => "tilde";
            [Action("")] public static string Index() => "index";
            [Action("a/b/c")] public static string Deep() => "deep";
            [Action("{{brace}}")] public static string Brace() => "brace";
            [Action("Ünïcode")] public static string Unicode() => "unicode";
            [Action("ünïcodf")] public static string Unicode2() => "unicode2";
        }

        [Controller("/")]
        public static class RootController
        {
            [Action("plaintext")] public static string Plaintext() => "plaintext";
            [Action("")] public static string Root() => "root";
        }

        [Controller("api/v1/[Controller]/")]
        public sealed class @class
        {
            [Action] public string @return() => "keyword";
            [Action("[action].[controller]")] public string Tokens() => "tokens";
        }

        public static class Outer
        {
            [Controller] internal static class InnerController { [Action] public static string Get() => "nested"; }
        }

        [Controller]
        public static class ErrorController
        {
            [Action] public static string Show() => "sorry";
            [Action] public static string Throws() => throw new InvalidOperationException("on purpose");
        }
        """;

    [Theory]
    [InlineData("/demo/DescribeDemo", "describe")]
    [InlineData("/DEMO/describedemo", "describe")]
    [InlineData("/demo/DescribeDemo/", "describe")]
    [InlineData("/demo/DescribeDemo?a=b", "describe")]
    [InlineData("/demo/Later", "later")]
    [InlineData("/absolute/absolute", "absolute")]
    [InlineData("/tilde", "tilde")]
    [InlineData("/demo", "index")]
    [InlineData("/demo/", "index")]
    [InlineData("/demo/a/b/c", "deep")]
    [InlineData("/demo/%7Bbrace%7D", "brace")]
    [InlineData("/demo/%C3%BCn%C3%8Fcode", "unicode")]
    [InlineData("/demo/%C3%9Cn%C3%AFcodf", "unicode2")]
    [InlineData("/plaintext", "plaintext")]
    [InlineData("/", "root")]
    [InlineData("/api/v1/class/return", "keyword")]
    [InlineData("/api/v1/class/tokens.class", "tokens")]
    [InlineData("/inner/get", "nested")]
    public async Task A_path_leads_to_its_action(string path, string body)
    {
        await using var app = await RunningApp.StartAsync(Source);

        Assert.Equal(body, await app.GetAsync(path));
    }

    [Theory]
    [InlineData("/demo/DescribeDemo//")]
    [InlineData("//demo/DescribeDemo")]
    [InlineData("//")]
    [InlineData("///")]
    [InlineData("/demo/DescribeDem")]
    [InlineData("/demo/DescribeDemoo")]
    [InlineData("/demo/DescribeDemp")]
    [InlineData("/demo/LaterAsync")]
    [InlineData("/demo/absolute")]
    [InlineData("/demo%2FDescribeDemo")]
    [InlineData("/demo/a/b")]
    [InlineData("/class/return")]
    public async Task An_unknown_path_is_not_found(string path)
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address.ToString().TrimEnd('/') + path,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        using var response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Minimal_apis_live_beside_controllers()
    {
        await using var app = await RunningApp.StartAsync(Source, pipeline: """
            app.UseActions();
            app.MapGet("/minimal/{id:int}", (HttpContext context) => $"minimal {context.Request.RouteValues["id"]}");
            app.MapGet("/demo/{*rest}", () => "the rest");
            """);

        Assert.Equal("minimal 7", await app.GetAsync("/minimal/7"));
        Assert.Equal("describe", await app.GetAsync("/demo/describedemo"));
        Assert.Equal("the rest", await app.GetAsync("/demo/other"));
        Assert.Equal(404, await app.StatusAsync("/minimal/x"));
    }

    [Fact]
    public async Task Minimal_apis_may_be_mapped_before()
    {
        await using var app = await RunningApp.StartAsync(Source, pipeline: """
            app.MapGet("/minimal", () => "minimal");
            app.UseRouting();
            app.UseActions();
            """);

        Assert.Equal("minimal", await app.GetAsync("/minimal"));
        Assert.Equal("plaintext", await app.GetAsync("/plaintext"));
    }

    [Fact]
    public async Task A_path_base_is_not_part_of_the_route()
    {
        await using var app = await RunningApp.StartAsync(Source, pipeline: """
            app.UsePathBase("/base");
            app.UseActions();
            """);

        Assert.Equal("describe", await app.GetAsync("/base/demo/DescribeDemo"));
        Assert.Equal("root", await app.GetAsync("/base"));
        Assert.Equal("root", await app.GetAsync("/base/"));
    }

    [Fact]
    public async Task Calling_UseActions_twice_is_calling_it_once()
    {
        await using var app = await RunningApp.StartAsync(Source, pipeline: "app.UseActions(); app.UseActions();");

        Assert.Equal("describe", await app.GetAsync("/demo/DescribeDemo"));
        Assert.Single(app.Services.GetRequiredService<EndpointDataSource>().Endpoints,
            endpoint => endpoint.DisplayName == "DemoController.DescribeDemo");
    }

    [Fact]
    public async Task A_program_without_controllers_maps_nothing()
    {
        await using var app = await RunningApp.StartAsync("public static class Nothing;",
            pipeline: "app.UseActions(); app.MapGet(\"/\", () => \"minimal\");");

        Assert.Equal("minimal", await app.GetAsync("/"));
        Assert.Single(app.Services.GetRequiredService<EndpointDataSource>().Endpoints);
    }

    [Fact]
    public async Task An_exception_handler_may_be_an_action()
    {
        await using var app = await RunningApp.StartAsync(Source, pipeline: "app.UseExceptionHandler(\"/error/show\"); app.UseActions();");
        using var response = await app.Client.GetAsync("/error/throws");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("sorry", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_endpoints_are_listed_with_their_routes()
    {
        await using var app = await RunningApp.StartAsync(Source);
        var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Cast<RouteEndpoint>().ToArray();

        Assert.Equal(16, endpoints.Length);
        Assert.Contains(endpoints, endpoint => endpoint.RoutePattern.RawText == "/demo/DescribeDemo");
        Assert.All(endpoints, endpoint => Assert.Equal(
            endpoint.RoutePattern.RawText,
            endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IRouteDiagnosticsMetadata>()?.Route));
    }

    [Fact]
    public async Task Namespaces_may_be_called_as_what_is_generated()
    {
        await using var app = await RunningApp.StartAsync("""
            namespace Routes { [Controller] public static class AController { [Action] public static string Endpoint() => "a"; } }
            namespace System.Routes { [Controller] public static class BController { [Action] public static string Run() => "b"; } }
            namespace Actions.Graceful { [Controller] public static class CController { [Action] public static string List() => "c"; } }
            namespace Case { [Controller] public static class DController { [Action] public static string D() => "d"; } }
            namespace Case
            {
                [Controller("e")] public static class dController { [Action] public static string CControllerActions() => "e"; }
            }
            """);

        Assert.Equal("a", await app.GetAsync("/a/endpoint"));
        Assert.Equal("b", await app.GetAsync("/b/run"));
        Assert.Equal("c", await app.GetAsync("/c/list"));
        Assert.Equal("d", await app.GetAsync("/d/d"));
        Assert.Equal("e", await app.GetAsync("/e/CControllerActions"));
    }

    [Fact]
    public void Programs_that_see_each_others_internals_each_use_their_own()
    {
        const string Controller = "[Controller] public static class XController { [Action] public static string Show() => \"\"; }";
        var inner = GeneratorRun.Of("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Outer\")]", Controller);
        var outer = GeneratorRun.Of(
            Compilations.Create("public static class Start { public static void Use(WebApplication app) => app.UseActions(); }")
            .WithAssemblyName("Outer")
            .AddReferences(inner.Output.ToMetadataReference()));

        Assert.Empty(Compilations.Complaints(inner.Output.GetDiagnostics()));
        Assert.Empty(Compilations.Complaints(outer.Output.GetDiagnostics()));
    }

    [Fact]
    public async Task Five_hundred_routes_are_told_apart()
    {
        var paths = Enumerable.Range(0, 500).Select(i => $"/r{i % 7}/{new string((char)('a' + (i % 26)), i % 5)}x{i * 7919 % 500}")
            .Distinct().ToArray();
        await using var app = await RunningApp.StartAsync($$"""
            [Controller("/")]
            public static class ManyController
            {
            {{string.Join("\n", paths.Select((path, i) => $"    [Action(\"{path}\")] public static string A{i}() => \"{path}\";"))}}
            }
            """);

        foreach (var path in paths)
        {
            Assert.Equal(path, await app.GetAsync(path.ToUpperInvariant()));
        }

        Assert.Equal(404, await app.StatusAsync("/r0/x500"));
    }
}
