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

    /// <summary>Reads the form, with the files in it.</summary>
    /// <param name="httpContext">The request.</param>
    /// <param name="withFiles">Whether a file is wanted, which only <c>multipart/form-data</c> can have.</param>
    /// <returns>The form, or what is wrong with the body.</returns>
    public static async ValueTask<BodyContent<IFormCollection>> ReadAsync(HttpContext httpContext, bool withFiles = false)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var request = httpContext.Request;
        if (!RequestBody.IsThere(httpContext))
        {
            return default;
        }

        // Not HasFormContentType: behind a token that is not valid, it throws.
        if (!IsForm(request, withFiles))
        {
            return new(new BodyError(StatusCodes.Status415UnsupportedMediaType, Messages.WrongContentType(request.ContentType, withFiles ? Multipart : Any)));
        }

        if (RequestBody.ErrorOfCharset(request.ContentType) is { } error)
        {
            return new(error);
        }

        // UseAntiforgery() has looked at the token of an endpoint with [RequireAntiforgeryToken], and leaves the refusal to us.
        if (httpContext.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false })
        {
            return new(new BodyError(StatusCodes.Status400BadRequest, "The form has no valid antiforgery token."));
        }

        try
        {
            // The server ends the body when the client goes, always with an IOException: a token would now and then be first.
            return new(await request.ReadFormAsync(CancellationToken.None));
        }
        catch (InvalidDataException exception)
        {
            // Malformed, or beyond one of the limits of FormOptions, which the message names.
            return new(new BodyError(StatusCodes.Status400BadRequest, exception.Message));
        }
        catch (IOException exception)
        {
            return new(RequestBody.ErrorOf(exception));
        }
    }

    private static bool IsForm(HttpRequest request, bool withFiles) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) &&
        (type.MediaType.Equals(Multipart, StringComparison.OrdinalIgnoreCase) || (!withFiles && type.MediaType.Equals(UrlEncoded, StringComparison.OrdinalIgnoreCase)));
}
