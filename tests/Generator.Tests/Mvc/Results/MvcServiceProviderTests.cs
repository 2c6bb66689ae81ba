using Graceful.Mvc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Generator.Tests.Mvc.Results;

/// <summary>The services that a result of the app finds in its request.</summary>
public sealed class MvcServiceProviderTests
{
    [Fact]
    public async Task A_result_finds_the_services_of_mvc_and_those_of_the_app()
    {
        await using var app = Build(services => services.AddKeyedSingleton("key", new Marker()).AddScoped<Marker>());
        await using var scope = app.Services.CreateAsyncScope();
        var httpContext = new DefaultHttpContext { RequestServices = scope.ServiceProvider };

        await MvcResults.ExecuteAsync(Context(httpContext), new CheckingResult(services =>
        {
            foreach (var type in new[]
            {
                typeof(IActionResultExecutor<ObjectResult>), typeof(IActionResultExecutor<ContentResult>),
                typeof(IActionResultExecutor<JsonResult>), typeof(IActionResultExecutor<FileContentResult>),
                typeof(IActionResultExecutor<FileStreamResult>), typeof(IActionResultExecutor<PhysicalFileResult>),
                typeof(IActionResultExecutor<VirtualFileResult>), typeof(IActionResultExecutor<RedirectResult>),
                typeof(IActionResultExecutor<LocalRedirectResult>), typeof(IActionResultExecutor<RedirectToActionResult>),
                typeof(IActionResultExecutor<RedirectToRouteResult>), typeof(IActionResultExecutor<RedirectToPageResult>),
                typeof(ProblemDetailsFactory), typeof(IUrlHelperFactory),
            })
            {
                Assert.IsAssignableFrom(type, services.GetRequiredService(type));
                Assert.True(services.GetRequiredService<IServiceProviderIsService>().IsService(type));
            }

            Assert.Null(services.GetService<IActionResultExecutor<EmptyResult>>());
            Assert.False(services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(IActionResultExecutor<EmptyResult>)));
            Assert.Throws<InvalidOperationException>(services.GetRequiredService<IActionResultExecutor<EmptyResult>>);
            Assert.Same(services, services.GetRequiredService<IServiceProvider>());
            Assert.Same(scope.ServiceProvider.GetRequiredService<Marker>(), services.GetRequiredService<Marker>());
            Assert.Same(app.Services.GetRequiredKeyedService<Marker>("key"), services.GetRequiredKeyedService<Marker>("key"));
            Assert.Null(services.GetKeyedService<Marker>("other"));
            var keyed = services.GetRequiredService<IServiceProviderIsKeyedService>();
            Assert.True(keyed.IsKeyedService(typeof(Marker), "key"));
            Assert.False(keyed.IsKeyedService(typeof(Marker), "other"));
            Assert.NotEmpty(services.GetRequiredService<IOptions<MvcOptions>>().Value.OutputFormatters);
            Assert.NotEmpty(services.GetRequiredService<IOptions<ApiBehaviorOptions>>().Value.ClientErrorMapping);
        }));

        Assert.Same(scope.ServiceProvider, httpContext.RequestServices);
    }

    [Fact]
    public async Task The_services_of_the_request_return_when_a_result_fails()
    {
        await using var app = Build(_ => { });
        var httpContext = new DefaultHttpContext { RequestServices = app.Services };

        await Assert.ThrowsAsync<InvalidDataException>(() => MvcResults.ExecuteAsync(
            Context(httpContext), new CheckingResult(_ => throw new InvalidDataException())));

        Assert.Same(app.Services, httpContext.RequestServices);
    }

    [Fact]
    public async Task A_type_that_no_context_covers_is_named_by_the_exception()
    {
        await using var app = Build(services =>
        {
            services.Configure<JsonOptions>(options => options.JsonSerializerOptions.TypeInfoResolverChain.Clear());
            services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Clear());
        });

        foreach (var send in new Func<ActionContext, Task>[]
        {
            async context => await MvcResults.ExecuteAsync(context, await MvcReturn.Value(new Marker())),
            context => MvcResults.ExecuteAsync(context, new OkObjectResult(new Marker())),
            context => MvcResults.ExecuteAsync(context, new JsonResult(new Marker())),
        })
        {
            var error = await Assert.ThrowsAsync<InvalidOperationException>(
                () => send(Context(new DefaultHttpContext { RequestServices = app.Services })));
            Assert.Contains("[JsonSerializable(typeof(Marker))]", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Anonymous_objects_are_sent_where_json_has_reflection()
    {
        await using var app = Build(_ => { });
        var httpContext = new DefaultHttpContext { RequestServices = app.Services };
        var body = new MemoryStream();
        httpContext.Response.Body = body;

        await MvcResults.ExecuteAsync(Context(httpContext), new OkObjectResult(new { Id = 5, Marker = new Marker() }));

        Assert.Equal("""{"id":5,"marker":{"text":"marked"}}""", System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }

    [Fact]
    public async Task A_redirect_to_a_page_is_not_supported()
    {
        await using var app = Build(_ => { });
        var context = Context(new DefaultHttpContext { RequestServices = app.Services });

        var error = await Assert.ThrowsAsync<NotSupportedException>(
            () => MvcResults.ExecuteAsync(context, new RedirectToPageResult("/Index")));

        Assert.Contains("'/Index'", error.Message, StringComparison.Ordinal);
    }

    private static WebApplication Build(Action<IServiceCollection> configure)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        configure(builder.Services);
        return builder.Build();
    }

    private static ActionContext Context(HttpContext httpContext) => new(httpContext, new RouteData(), new ActionDescriptor());

    private sealed class Marker
    {
        public string Text { get; } = "marked";
    }

    private sealed class CheckingResult(Action<IServiceProvider> check) : IActionResult
    {
        public Task ExecuteResultAsync(ActionContext context)
        {
            check(context.HttpContext.RequestServices);
            return Task.CompletedTask;
        }
    }
}
