using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Graceful.Binding;

/// <summary>Writes a problem without a <c>JsonSerializerContext</c>.</summary>
/// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</see>.</remarks>
internal static class ProblemBody
{
    public const string ContentType = "application/problem+json";

    public static async Task WriteAsync(HttpResponse response, int statusCode, IReadOnlyDictionary<string, string[]> errors)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            Write(json, statusCode, errors);
        }

        response.StatusCode = statusCode;
        response.ContentType = ContentType;

        // A length that was set before is not that of the problem.
        response.ContentLength = null;
        BodyLength.Declare(response, body.WrittenCount);
        await response.BodyWriter.WriteAsync(body.WrittenMemory);
    }

    public static string TitleOf(int statusCode) => statusCode == StatusCodes.Status400BadRequest
        ? "One or more validation errors occurred."
        : ReasonPhrases.GetReasonPhrase(statusCode);

    public static string TypeOf(int statusCode) => statusCode switch
    {
        StatusCodes.Status408RequestTimeout => "https://tools.ietf.org/html/rfc9110#section-15.5.9",
        StatusCodes.Status413PayloadTooLarge => "https://tools.ietf.org/html/rfc9110#section-15.5.14",
        StatusCodes.Status415UnsupportedMediaType => "https://tools.ietf.org/html/rfc9110#section-15.5.16",
        _ => "https://tools.ietf.org/html/rfc9110#section-15.5.1",
    };

    private static void Write(Utf8JsonWriter json, int statusCode, IReadOnlyDictionary<string, string[]> errors)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, TypeOf(statusCode));
        json.WriteString("title"u8, TitleOf(statusCode));
        json.WriteNumber("status"u8, statusCode);
        json.WriteStartObject("errors"u8);
        foreach (var (name, messages) in errors)
        {
            json.WriteStartArray(name);
            foreach (var message in messages)
            {
                json.WriteStringValue(message);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
