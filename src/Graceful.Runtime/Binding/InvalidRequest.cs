using Graceful.Binding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Graceful;

/// <summary>A request of which the arguments of its action could not be bound. See <see cref="ActionOptions.InvalidRequest"/>.</summary>
public sealed class InvalidRequest
{
    internal InvalidRequest(HttpContext httpContext, int statusCode, IReadOnlyList<InvalidArgument> arguments)
    {
        HttpContext = httpContext;
        StatusCode = statusCode;
        Arguments = arguments;
    }

    /// <summary>The request, and its response, which has not been started.</summary>
    public HttpContext HttpContext { get; }

    /// <summary>
    /// What the response would say: 400 when a value is missing or not valid, 413 when the body is too large, 415 when it is
    /// of a content type that the action does not read.
    /// </summary>
    public int StatusCode { get; }

    /// <summary>Everything that is wrong, at least one: what could not be bound in the order of the action's parameters, then what is not valid.</summary>
    public IReadOnlyList<InvalidArgument> Arguments { get; }

    /// <summary>
    /// Writes what is written without an <see cref="ActionOptions.InvalidRequest"/>: a problem with the errors of each
    /// argument, <c>application/problem+json</c>. Through the app's <see cref="IProblemDetailsService"/> when it has one
    /// (<c>AddProblemDetails()</c>), so that what the app adds to problems is there.
    /// See <see href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</see>.
    /// </summary>
    /// <returns>A task that completes when the response is with the server.</returns>
    public async Task WriteProblemAsync()
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var argument in Arguments)
        {
            errors[argument.Name] = errors.TryGetValue(argument.Name, out var before) ? [.. before, argument.Message] : [argument.Message];
        }

        HttpContext.Response.StatusCode = StatusCode;
        if (HttpContext.RequestServices.GetService<IProblemDetailsService>() is { } problems &&
            await problems.TryWriteAsync(new ProblemDetailsContext
            {
                HttpContext = HttpContext,
                ProblemDetails = new HttpValidationProblemDetails(errors)
                {
                    Type = ProblemBody.TypeOf(StatusCode),
                    Title = ProblemBody.Title,
                    Status = StatusCode,
                },
            }))
        {
            return;
        }

        await ProblemBody.WriteAsync(HttpContext.Response, StatusCode, errors);
    }
}
