using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>Controllers, filters and actions resolve the services and options of MVC in an app without <c>AddControllers()</c>.</summary>
public sealed class MvcServiceTests(ITestOutputHelper output)
{
    private const string Source = """
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Filters;
        using Microsoft.AspNetCore.Mvc.Infrastructure;
        using Microsoft.AspNetCore.Mvc.ModelBinding;
        using Microsoft.AspNetCore.Mvc.Routing;
        using Microsoft.Extensions.Options;

        [assembly: CompileMvcControllers]

        public sealed class Scoped : IDisposable
        {
            public bool IsDisposed { get; private set; }
            public void Dispose() => IsDisposed = true;
        }

        public sealed class ProblemFilter(ProblemDetailsFactory problems, IOptions<ApiBehaviorOptions> options) : IActionFilter
        {
            public void OnActionExecuting(ActionExecutingContext context) => context.Result = new ObjectResult(
                problems.CreateProblemDetails(context.HttpContext, 418, $"{options.Value.ClientErrorMapping.Count}"));

            public void OnActionExecuted(ActionExecutedContext context)
            {
            }
        }

        [ApiController, Route("problems/[action]")]
        public class ProblemsController(ProblemDetailsFactory problems, Scoped scoped, IServiceProvider services) : ControllerBase
        {
            public object Injected() => problems.CreateProblemDetails(HttpContext, 418, "injected");
            public object Argument([FromServices] ProblemDetailsFactory factory) => factory.CreateProblemDetails(HttpContext, 418, "own");
            public object Inferred(ProblemDetailsFactory factory) => factory.CreateProblemDetails(HttpContext, 418, "own");
            public object Located() => HttpContext.RequestServices.GetRequiredService<ProblemDetailsFactory>()
                .CreateProblemDetails(HttpContext, 418, "located");
            [TypeFilter(typeof(ProblemFilter))] public string Filtered() => "not filtered";
            public string Scope() => $"{ReferenceEquals(scoped, HttpContext.RequestServices.GetService<Scoped>())} {scoped.IsDisposed} " +
                ReferenceEquals(scoped, services.GetService<Scoped>());
            public string? Link([FromServices] IUrlHelperFactory urls) => urls.GetUrlHelper(ControllerContext).Action("Scope");
            public string Executor([FromServices] IActionResultExecutor<ObjectResult> executor) => $"{executor is null}";
        }

        [ApiController, Route("options/[action]")]
        public class OptionsController(IOptions<ApiBehaviorOptions> behavior, IOptions<MvcOptions> options) : ControllerBase
        {
            public override ActionResult ValidationProblem(ModelStateDictionary modelStateDictionary) =>
                (ActionResult)HttpContext.RequestServices.GetRequiredService<IOptions<ApiBehaviorOptions>>().Value
                    .InvalidModelStateResponseFactory(ControllerContext);

            public IActionResult Invalid()
            {
                ModelState.AddModelError("a", "wrong");
                return ValidationProblem(ModelState);
            }

            public IActionResult InvalidInjected()
            {
                ModelState.AddModelError("a", "wrong");
                return behavior.Value.InvalidModelStateResponseFactory(ControllerContext);
            }

            public string Formats() => $"{options.Value.FormatterMappings.GetMediaTypeMappingForFormat("json")}";
        }
        """;

    [Fact]
    public async Task Services_of_MVC_are_resolved_as_by_MVC()
    {
        string[] paths =
        [
            "problems/injected", "problems/argument", "problems/inferred", "problems/located", "problems/filtered", "problems/scope",
            "problems/link", "problems/executor", "options/invalid", "options/invalidInjected", "options/formats",
        ];
        await using var apps = await ComparedApps.StartAsync(Source, "builder.Services.AddScoped<Scoped>();\n");

        var comparison = await apps.CompareAsync(paths.Select(path => $"GET /{path}"));

        comparison.AssertSame(output, served: 4, refused: 7);
        Assert.Equal(0, comparison["5"]);
    }
}
