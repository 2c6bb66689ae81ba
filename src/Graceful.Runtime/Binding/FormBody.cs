using System.ComponentModel;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Graceful.Binding;

/// <summary>Reads a form from the body of a request. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FormBody
{
    private const string Multipart = "multipart/form-data";
    private const string UrlEncoded = "application/x-www-form-urlencoded";
    private const string Any = Multipart + " or " + UrlEncoded;

    /// <summary>Reads the form with its files.</summary>
    /// <param name="httpContext">The request.</param>
    /// <param name="withFiles">True when the action requires a file, which only <c>multipart/form-data</c> can contain.</param>
    /// <returns>The form or the error.</returns>
    public static async ValueTask<BodyContent<IFormCollection>> ReadAsync(HttpContext httpContext, bool withFiles = false)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var request = httpContext.Request;
        if (!RequestBody.IsPresent(httpContext))
        {
            return HasInvalidToken(httpContext) ? new(InvalidToken()) : default;
        }

        // Not HasFormContentType: it throws when the antiforgery token is not valid.
        if (!IsForm(request, withFiles))
        {
            var message = Messages.WrongContentType(request.ContentType, withFiles ? Multipart : Any);
            return new(new BodyError(StatusCodes.Status415UnsupportedMediaType, message));
        }

        if (RequestBody.ErrorOfCharset(request.ContentType) is { } error)
        {
            return new(error);
        }

        if (HasInvalidToken(httpContext))
        {
            return new(InvalidToken());
        }

        try
        {
            // Without a token: an aborted request ends the body with an IOException, which a token would sometimes precede.
            return new(await request.ReadFormAsync(CancellationToken.None));
        }
        catch (InvalidDataException exception)
        {
            // Malformed, or beyond a limit of FormOptions, which the message names.
            return new(new BodyError(StatusCodes.Status400BadRequest, exception.Message));
        }
        catch (IOException exception)
        {
            return new(RequestBody.ErrorOf(exception));
        }
    }

    /// <summary>True when UseAntiforgery() found the token invalid: it only records the result.</summary>
    internal static bool HasInvalidToken(HttpContext httpContext) =>
        httpContext.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false };

    private static BodyError InvalidToken() => new(StatusCodes.Status400BadRequest, "The form has no valid antiforgery token.");

    private static bool IsForm(HttpRequest request, bool withFiles) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) &&
        (type.MediaType.Equals(Multipart, StringComparison.OrdinalIgnoreCase) ||
        (!withFiles && type.MediaType.Equals(UrlEncoded, StringComparison.OrdinalIgnoreCase)));
}
