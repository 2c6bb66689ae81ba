using System.ComponentModel.DataAnnotations;
using Bookshop.Catalog;
using Graceful;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bookshop.Controllers;

/// <summary>Cover pictures. Browsers cannot send a form by PUT, so no antiforgery token is needed.</summary>
[Controller("books/{id:int}/cover"), RequireAntiforgeryToken(required: false)]
internal sealed class CoverController(CoverStore covers)
{
    [Get("")]
    public Results<FileContentHttpResult, NotFound> Show(int id) => covers.Find(id) is { } cover
        ? TypedResults.File(cover.Content, cover.ContentType, cover.Caption)
        : TypedResults.NotFound();

    [Put(""), RequestSizeLimit(100_000)]
    public async Task<Upload> Put(int id, IFormFile file, [FromForm] string? caption, CancellationToken aborted)
    {
        var cover = await covers.PutAsync(id, file, caption, aborted);
        return new Upload(id, cover.Content.Length, caption);
    }

    /// <summary>Reads the body as a stream. An action that reads the body itself also handles its errors.</summary>
    [Post("checksum")]
    public static async Task<Results<ContentHttpResult, StatusCodeHttpResult>> Checksum(
        int id, Stream body, [FromHeader(Name = "X-Modulus"), Range(1, 1_000_000)] int modulus = 255)
    {
        var (sum, buffer) = (0L, new byte[4096]);
        try
        {
            for (int read; (read = await body.ReadAsync(buffer)) > 0;)
            {
                sum += buffer.AsSpan(0, read).ToArray().Sum(value => value);
            }
        }
        catch (IOException exception)
        {
            return TypedResults.StatusCode((exception as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest);
        }

        return TypedResults.Text(FormattableString.Invariant($"{id}:{sum % modulus}"));
    }
}

internal sealed record Upload(int Book, int Length, string? Caption);
