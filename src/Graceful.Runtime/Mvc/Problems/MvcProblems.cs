using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Graceful.Mvc;

/// <summary>The problem responses of <c>[ApiController]</c>.</summary>
internal static class MvcProblems
{
    public const string Json = "application/problem+json";
    public const string Xml = "application/problem+xml";

    /// <summary>Returns the app's own factory, or that of MVC.</summary>
    public static ProblemDetailsFactory FactoryOf(HttpContext httpContext) => MvcServices.Of(httpContext) is { HasProblemsOfApp: false } mvc
        ? mvc.Problems
        : httpContext.RequestServices.GetRequiredService<ProblemDetailsFactory>();

    /// <summary>Returns the response to a request whose arguments are not valid.</summary>
    public static IActionResult InvalidModelState(ActionContext context) =>
        MvcServices.Of(context.HttpContext).Behavior.InvalidModelStateResponseFactory(context);

    /// <summary>Returns a result with a problem in place of a client error without a body; other results unchanged.</summary>
    public static IActionResult MapClientError(ActionContext context, IActionResult result)
    {
        // A client error without a status is a problem with the status 500, as in MVC.
        if (result is not IClientErrorActionResult error || error.StatusCode < StatusCodes.Status400BadRequest ||
            MvcServices.Of(context.HttpContext).Behavior.SuppressMapClientErrors)
        {
            return result;
        }

        var own = context.HttpContext.RequestServices.GetService<IClientErrorFactory>();
        return own is null ? Problem(context, error) : own.GetClientError(context, error) ?? result;
    }

    /// <summary>The <see cref="ApiBehaviorOptions.InvalidModelStateResponseFactory"/> that MVC has by default.</summary>
    internal static IActionResult DefaultInvalidModelState(ActionContext context)
    {
        var problem = FactoryOf(context.HttpContext).CreateValidationProblemDetails(context.HttpContext, context.ModelState);
        return WithContentTypes(problem.Status == StatusCodes.Status400BadRequest
            ? new BadRequestObjectResult(problem)
            : new ObjectResult(problem) { StatusCode = problem.Status });
    }

    private static ObjectResult Problem(ActionContext context, IClientErrorActionResult error)
    {
        var problem = FactoryOf(context.HttpContext).CreateProblemDetails(context.HttpContext, error.StatusCode);
        return WithContentTypes(new ObjectResult(problem) { StatusCode = problem.Status });
    }

    private static ObjectResult WithContentTypes(ObjectResult result)
    {
        result.ContentTypes.Add(Json);
        result.ContentTypes.Add(Xml);
        return result;
    }
}
