using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Graceful.Mvc;

/// <summary>Creates the problems of controllers. MVC's own factory is internal.</summary>
internal sealed class MvcProblemDetailsFactory(ApiBehaviorOptions behavior, ProblemDetailsOptions options) : ProblemDetailsFactory
{
    public override ProblemDetails CreateProblemDetails(
        HttpContext httpContext,
        int? statusCode = null,
        string? title = null,
        string? type = null,
        string? detail = null,
        string? instance = null)
    {
        var status = statusCode ?? StatusCodes.Status500InternalServerError;
        var problem = new ProblemDetails { Status = status, Title = title, Type = type, Detail = detail, Instance = instance };
        return Complete(httpContext, problem, status);
    }

    public override ValidationProblemDetails CreateValidationProblemDetails(
        HttpContext httpContext,
        ModelStateDictionary modelStateDictionary,
        int? statusCode = null,
        string? title = null,
        string? type = null,
        string? detail = null,
        string? instance = null)
    {
        ArgumentNullException.ThrowIfNull(modelStateDictionary);
        var status = statusCode ?? StatusCodes.Status400BadRequest;
        var problem = new ValidationProblemDetails(modelStateDictionary)
        {
            Status = status,
            Type = type,
            Detail = detail,
            Instance = instance,
        };
        if (title is not null)
        {
            // The problem has a title of its own, which null must not replace.
            problem.Title = title;
        }

        return Complete(httpContext, problem, status);
    }

    private T Complete<T>(HttpContext httpContext, T problem, int status)
        where T : ProblemDetails
    {
        if (behavior.ClientErrorMapping.TryGetValue(status, out var known))
        {
            problem.Title ??= known.Title;
            problem.Type ??= known.Link;
        }

        if ((Activity.Current?.Id ?? httpContext?.TraceIdentifier) is { } trace)
        {
            problem.Extensions["traceId"] = trace;
        }

        options.CustomizeProblemDetails?.Invoke(new ProblemDetailsContext { HttpContext = httpContext!, ProblemDetails = problem });
        return problem;
    }
}
