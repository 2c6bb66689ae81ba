using Graceful.Mvc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Generator.Tests.Mvc.Results;

/// <summary>The endpoints of the controllers, in an app without MVC.</summary>
internal static class CompiledEndpoints
{
    public static IEnumerable<Endpoint> All()
    {
        yield return Endpoint("cases/{name}", "Cases", "Run", context => RunAsync(context, isApi: false));
        yield return Endpoint("api/{name}", "ApiCases", "Run", context => RunAsync(context, isApi: true));
        yield return Endpoint("books/{id}", "Books", "Show", _ => Task.CompletedTask, name: "book");
        yield return Endpoint("admin/users", "Users", "List", _ => Task.CompletedTask, area: "admin");
        foreach (var (name, send) in ValuesController.Compiled)
        {
            yield return Endpoint("values/" + name, "Values", name, send);
        }
    }

    private static Task RunAsync(ActionContext context, bool isApi)
    {
        var controller = new PlainController
        {
            ControllerContext = new ControllerContext(context),
            Url = new MvcUrlHelper(context),
            ProblemDetailsFactory = MvcProblems.FactoryOf(context.HttpContext),
        };
        var result = ResultCases.All[(string)context.HttpContext.Request.RouteValues["name"]!].Make(controller);
        return MvcResults.ExecuteAsync(context, isApi ? MvcProblems.MapClientError(context, result) : result);
    }

    private static Endpoint Endpoint(
        string pattern, string controller, string action, Func<ActionContext, Task> run, string? name = null, string? area = null)
    {
        var values = new RouteValueDictionary { ["controller"] = controller, ["action"] = action };
        if (area is not null)
        {
            values["area"] = area;
        }

        var descriptor = new ControllerActionDescriptor { ControllerName = controller, ActionName = action };
        foreach (var (key, value) in values)
        {
            descriptor.RouteValues[key] = (string?)value;
        }

        var endpoint = new RouteEndpointBuilder(
            httpContext => run(new ActionContext(httpContext, new RouteData(httpContext.Request.RouteValues), descriptor)),
            RoutePatternFactory.Parse(pattern, values, null, values),
            order: 0);
        if (controller == "ApiCases")
        {
            endpoint.Metadata.Add(new ApiControllerAttribute());
        }

        if (name is not null)
        {
            endpoint.Metadata.Add(new RouteNameMetadata(name));
            endpoint.Metadata.Add(new EndpointNameMetadata(name));
        }

        return endpoint.Build();
    }

    private sealed class PlainController : ControllerBase;
}
