using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Graceful.Mvc;

/// <summary>Writes an <see cref="ObjectResult"/> with the formatter that content negotiation selects.</summary>
/// <remarks>
/// MVC's own executor leaves the body of a 406 to <see cref="IProblemDetailsService"/>, which calls a writer that only
/// <c>AddControllers()</c> registers.
/// </remarks>
internal sealed class ObjectExecutor(
    OutputFormatterSelector selector, IHttpResponseStreamWriterFactory writers, ApiBehaviorOptions behavior)
    : IActionResultExecutor<ObjectResult>
{
    private static readonly MediaTypeCollection ProblemTypes = [MvcProblems.Json, MvcProblems.Xml];

    public Task ExecuteAsync(ActionContext context, ObjectResult result)
    {
        AddContentTypes(context.HttpContext.Response, result);
        var type = result.DeclaredType is { } declared && declared != typeof(object) ? declared : result.Value?.GetType();
        var write = new OutputFormatterWriteContext(context.HttpContext, writers.CreateWriter, type, result.Value);
        if (selector.SelectFormatter(write, result.Formatters ?? [], result.ContentTypes) is not { } formatter)
        {
            context.HttpContext.Response.StatusCode = StatusCodes.Status406NotAcceptable;
            return WriteNotAcceptable(context.HttpContext);
        }

        result.OnFormatting(context);
        return formatter.WriteAsync(write);
    }

    /// <summary>Adds the content type that the action has set on the response, and those of a problem.</summary>
    /// <remarks>As in MVC, a problem has its own types also when it has others: <c>[Produces("application/xml")]</c> sends JSON.</remarks>
    private static void AddContentTypes(HttpResponse response, ObjectResult result)
    {
        if (result.ContentTypes.Count == 0 && !string.IsNullOrEmpty(response.ContentType))
        {
            result.ContentTypes.Add(response.ContentType);
        }

        if (result.Value is ProblemDetails)
        {
            result.ContentTypes.Add(MvcProblems.Json);
            result.ContentTypes.Add(MvcProblems.Xml);
        }
    }

    /// <summary>Writes a problem when the app calls <c>AddProblemDetails()</c> and the controller has <c>[ApiController]</c>.</summary>
    private Task WriteNotAcceptable(HttpContext httpContext)
    {
        if (behavior.SuppressMapClientErrors || httpContext.GetEndpoint()?.Metadata.GetMetadata<IApiBehaviorMetadata>() is null ||
            httpContext.RequestServices.GetService<IProblemDetailsService>() is null)
        {
            return Task.CompletedTask;
        }

        var problem = MvcProblems.FactoryOf(httpContext).CreateProblemDetails(httpContext, StatusCodes.Status406NotAcceptable);
        var write = new OutputFormatterWriteContext(httpContext, writers.CreateWriter, typeof(ProblemDetails), problem);
        return selector.SelectFormatter(write, [], ProblemTypes) is { } formatter ? formatter.WriteAsync(write) : Task.CompletedTask;
    }
}
