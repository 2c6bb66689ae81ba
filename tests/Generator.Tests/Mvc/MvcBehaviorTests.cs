using System.Net;
using System.Text;
using Generator.Tests.Harness;

namespace Generator.Tests.Mvc;

/// <summary>The options of [ApiController] that change the sources of parameters.</summary>
public sealed class MvcBehaviorTests
{
    private const string Source = """
        using Microsoft.AspNetCore.Mvc;

        [assembly: CompileMvcControllers]

        public class Clock { public string Time { get; set; } = "noon"; }

        [ApiController]
        public class ClockController : ControllerBase
        {
            [HttpPost("/clock")] public string Show(Clock clock) => clock.Time;
        }
        """;

    private const string Services = "builder.Services.AddSingleton<Clock>();";

    [Theory]
    [InlineData("false", "noon")]
    [InlineData("true", "night")]
    public async Task A_service_is_inferred_unless_the_app_disables_that(string disabled, string time)
    {
        await using var app = await RunningApp.StartAsync(
            Source, Services + Behavior("DisableImplicitFromServicesParameters", disabled), "app.UseActions();");

        Assert.Equal(time, await (await PostAsync(app)).Content.ReadAsStringAsync());
    }

    /// <summary>They are decided by the compiler.</summary>
    [Fact]
    public async Task An_app_that_switches_the_inference_of_sources_off_is_told_to_tell_the_compiler()
    {
        await using var app = await RunningApp.StartAsync(
            Source, Services + Behavior("SuppressInferBindingSourcesForParameters", "true"), """
            app.Use(async (context, next) =>
            {
                try
                {
                    await next(context);
                }
                catch (InvalidOperationException exception)
                {
                    context.Response.StatusCode = 500;
                    await context.Response.WriteAsync(exception.Message);
                }
            });
            app.UseActions();
            """);

        var response = await PostAsync(app);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.StartsWith(
            "ApiBehaviorOptions.SuppressInferBindingSourcesForParameters is set", await response.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    /// <summary>An app that rewrites links.</summary>
    [Fact]
    public async Task A_factory_of_URL_helpers_of_the_app_is_called()
    {
        const string Links = """
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.AspNetCore.Mvc.Routing;

            [assembly: CompileMvcControllers]

            public sealed class Factory : IUrlHelperFactory
            {
                public IUrlHelper GetUrlHelper(ActionContext context) => new Helper(context);
            }

            public sealed class Helper(ActionContext context) : UrlHelperBase(context)
            {
                public override string? Action(UrlActionContext actionContext) => "/of-app/" + actionContext.Action;
                public override string? RouteUrl(UrlRouteContext routeContext) => "/of-app/" + routeContext.RouteName;
            }

            public class LinkController : ControllerBase
            {
                [HttpGet("/link")] public string? Show() => Url.Action("X") + Url.RouteUrl("y");
            }
            """;
        await using var app = await RunningApp.StartAsync(
            Links, "builder.Services.AddSingleton<Microsoft.AspNetCore.Mvc.Routing.IUrlHelperFactory, Factory>();");

        Assert.Equal("/of-app/X/of-app/y", await app.GetAsync("/link"));
    }

    private static string Behavior(string option, string value) =>
        $"builder.Services.Configure<Microsoft.AspNetCore.Mvc.ApiBehaviorOptions>(options => options.{option} = {value});";

    private static Task<HttpResponseMessage> PostAsync(RunningApp app) =>
        app.Client.PostAsync("/clock", new StringContent("{\"time\":\"night\"}", Encoding.UTF8, "application/json"));
}
