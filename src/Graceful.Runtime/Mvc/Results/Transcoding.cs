using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Graceful.Mvc;

/// <summary>Writes JSON in the encoding that the content type names.</summary>
internal static class Transcoding
{
    public static Task WriteAsync(
        HttpContext httpContext, object? value, Type? declared, JsonSerializerOptions options, Encoding encoding) =>
        encoding.CodePage == Encoding.UTF8.CodePage
            ? MvcJson.WriteAsync(httpContext, value, declared, options)
            : TranscodeAsync(httpContext, value, declared, options, encoding);

    private static async Task TranscodeAsync(
        HttpContext httpContext, object? value, Type? declared, JsonSerializerOptions options, Encoding encoding)
    {
        // JsonSerializer writes UTF-8 only.
        var body = Encoding.CreateTranscodingStream(httpContext.Response.Body, encoding, Encoding.UTF8, leaveOpen: true);
        await using (body)
        {
            await MvcJson.WriteAsync(httpContext, body, value, declared, options);
            await body.FlushAsync();
        }
    }
}
