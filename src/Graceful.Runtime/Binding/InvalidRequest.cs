using Graceful.Binding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Graceful;

/// <summary>A request whose arguments are missing or not valid. See <see cref="ActionOptions.InvalidRequest"/>.</summary>
public sealed class InvalidRequest
{
    internal InvalidRequest(HttpContext httpContext, int statusCode, IReadOnlyList<InvalidArgument> arguments)
    {
        HttpContext = httpContext;
        StatusCode = statusCode;
        Arguments = arguments;
    }

    /// <summary>Gets the request, and its response, which has not started.</summary>
    public HttpContext HttpContext { get; }

    /// <summary>
    /// Gets the status of the default response: 400 when a value is missing or not valid, 413 when the body is too large, 415
    /// when the action does not read its content type.
    /// </summary>
    public int StatusCode { get; }

    /// <summary>Gets all errors, at least one: first the arguments that could not be bound, then the values that are not valid.</summary>
    public IReadOnlyList<InvalidArgument> Arguments { get; }

    /// <summary>Writes the default response: <c>application/problem+json</c> with the errors of each argument.</summary>
    /// <remarks>
    /// The app's <see cref="IProblemDetailsService"/> writes it when there is one (<c>AddProblemDetails()</c>), so that the app's
    /// customizations apply. See <see href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</see>.
    /// </remarks>
    /// <returns>A task that completes when the response is written.</returns>
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
                    Title = ProblemBody.TitleOf(StatusCode),
                    Status = StatusCode,
                },
            }))
        {
            return;
        }

        await ProblemBody.WriteAsync(HttpContext.Response, StatusCode, errors);
    }
}
