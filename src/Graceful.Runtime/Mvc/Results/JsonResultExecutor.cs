using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace Graceful.Mvc;

/// <summary>Writes a <see cref="JsonResult"/>. MVC's own executor is internal and needs reflection.</summary>
internal sealed class JsonResultExecutor(MvcJson json) : IActionResultExecutor<JsonResult>
{
    public Task ExecuteAsync(ActionContext context, JsonResult result)
    {
        var options = result.SerializerSettings switch
        {
            null => json.Options,
            JsonSerializerOptions settings => json.Complete(settings),
            _ => throw new InvalidOperationException(
                $"{nameof(JsonResult)}.{nameof(JsonResult.SerializerSettings)} must be an instance of {typeof(JsonSerializerOptions)}."),
        };
        var response = context.HttpContext.Response;
        var (contentType, encoding) = Resolve(result.ContentType, response.ContentType);
        response.ContentType = contentType;
        if (result.StatusCode is { } status)
        {
            response.StatusCode = status;
        }

        return Transcoding.WriteAsync(context.HttpContext, result.Value, result.Value?.GetType(), options, encoding);
    }

    private static (string ContentType, Encoding Encoding) Resolve(string? ofResult, string? ofResponse)
    {
        var contentType = ofResult ?? (string.IsNullOrEmpty(ofResponse) ? null : ofResponse);
        return contentType is null
            ? (MvcResults.JsonContentType, Encoding.UTF8)
            : (contentType, MediaType.GetEncoding(contentType) ?? Encoding.UTF8);
    }
}
