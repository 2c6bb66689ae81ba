using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>Filters of apps read the descriptor of the action: it describes the method, its attributes and its parameters.</summary>
public sealed class MvcDescriptorTests(ITestOutputHelper output)
{
    private const string Source = """
        using System.ComponentModel.DataAnnotations;
        using System.Reflection;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Controllers;
        using Microsoft.AspNetCore.Mvc.Filters;

        [assembly: CompileMvcControllers]

        public sealed class LogicAttribute(string name) : Attribute
        {
            public string Name => name;
        }

        public sealed class RootAttribute() : HttpGetAttribute("root");
        public static class Described { public static readonly List<Type> All = [typeof(RootAttribute)]; }

        public sealed class DescribingFilter : IActionFilter
        {
            public void OnActionExecuting(ActionExecutingContext context)
            {
                var descriptor = (ControllerActionDescriptor)context.ActionDescriptor;
                var method = descriptor.MethodInfo;
                context.Result = new JsonResult(new
                {
                    method.Name,
                    IsOfController = method.DeclaringType!.IsAssignableFrom(descriptor.ControllerTypeInfo),
                    Returned = method.ReturnType.ToString(),
                    Logic = method.GetCustomAttribute<LogicAttribute>()?.Name,
                    All = method.GetCustomAttributes<LogicAttribute>(inherit: true).Select(one => one.Name),
                    IsDefined = method.IsDefined(typeof(LogicAttribute), inherit: true),
                    IsDeclared = method.IsDefined(typeof(LogicAttribute), inherit: false),
                    Declared = method.GetCustomAttributes<LogicAttribute>(inherit: false).Select(one => one.Name),
                    InData = method.CustomAttributes.Where(one => one.AttributeType == typeof(LogicAttribute)).Count(),
                    RouteInData = method.CustomAttributes.Any(one => Described.All.Contains(one.AttributeType)),
                    IsObsolete = method.IsDefined(typeof(ObsoleteAttribute)),
                    OfController = descriptor.ControllerTypeInfo.GetCustomAttribute<LogicAttribute>()?.Name,
                    Parameters = method.GetParameters().Select(one => new
                    {
                        one.Name, Type = one.ParameterType.ToString(), one.HasDefaultValue,
                        Default = one.HasDefaultValue ? $"{one.DefaultValue}" : null,
                        Range = one.GetCustomAttribute<RangeAttribute>()?.Maximum.ToString(),
                    }),
                    Described = descriptor.Parameters.Select(one => new
                    {
                        one.Name, Type = one.ParameterType.ToString(), Source = one.BindingInfo?.BindingSource?.Id,
                        one.BindingInfo?.BinderModelName, Info = ((ControllerParameterDescriptor)one).ParameterInfo.Name,
                    }),
                    descriptor.AttributeRouteInfo!.Template,
                    RouteName = descriptor.AttributeRouteInfo.Name,
                    descriptor.AttributeRouteInfo.Order,
                    HasName = descriptor.DisplayName!.StartsWith($"{descriptor.ControllerTypeInfo.FullName}.{method.Name}"),
                    descriptor.RouteValues,
                    descriptor.ControllerName,
                    descriptor.ActionName,
                    OfEndpoint = ReferenceEquals(
                        descriptor, context.HttpContext.GetEndpoint()!.Metadata.GetMetadata<ControllerActionDescriptor>()),
                });
            }

            public void OnActionExecuted(ActionExecutedContext context)
            {
            }
        }

        namespace Inner
        {
            public abstract class DescribedBase : ControllerBase
            {
                [HttpGet, Logic("base"), TypeFilter<DescribingFilter>] public virtual string Overridden(int n) => "";
                [HttpGet, TypeFilter<DescribingFilter>] public string Inherited(string? text = "a b") => "";
                [Root, TypeFilter<DescribingFilter>] public virtual string Rooted() => "";
                [Root, Logic("a"), TypeFilter<DescribingFilter>] public virtual string Kept() => "";
            }

            [Area("Described"), Route("described/[action]"), Logic("controller")]
            public class DescribedController : DescribedBase
            {
                public override string Overridden(int n) => "";
                [Logic("own")] public override string Kept() => "";

                [HttpGet("{id:int}", Name = "one", Order = 2), HttpGet("two/{id}"), Logic("own"), TypeFilter<DescribingFilter>]
                public async Task<IActionResult> SeveralAsync(
                    [FromRoute] int id, [FromQuery(Name = "q"), Range(1, 5)] int? count, [FromHeader(Name = "X-H")] string? header,
                    [FromServices] IServiceProvider services, CancellationToken cancellation, DayOfWeek day = DayOfWeek.Friday)
                {
                    await Task.Yield();
                    return Ok();
                }

                [HttpPost, Obsolete("old"), TypeFilter<DescribingFilter>] public void Post([FromBody] List<string?> texts) { }
                [HttpPost, ActionName("renamed"), TypeFilter<DescribingFilter>]
                public ActionResult<int> Form([FromForm] int a, IFormFile? file) => a;
            }
        }
        """;

    private static readonly string[] Requests =
    [
        "GET /described/rooted/root", "GET /described/kept/root",
        "GET /described/overridden?n=1", "GET /described/inherited", "GET /described/several/5", "GET /described/several/two/5",
        "POST /described/post | Content-Type: application/json || []",
        "POST /described/renamed | Content-Type: application/x-www-form-urlencoded || a=1",
    ];

    [Fact]
    public async Task Descriptors_have_what_MVC_describes()
    {
        await using var apps = await ComparedApps.StartAsync(Source, string.Empty);

        var comparison = await apps.CompareAsync(Requests);

        comparison.AssertSame(output, served: Requests.Length, refused: 0);
    }
}
