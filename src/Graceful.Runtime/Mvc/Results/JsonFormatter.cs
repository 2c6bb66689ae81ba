using System.Text;
using Microsoft.AspNetCore.Mvc.Formatters;

namespace Graceful.Mvc;

/// <summary>Writes objects as JSON. <see cref="SystemTextJsonOutputFormatter"/> needs reflection.</summary>
internal sealed class JsonFormatter : TextOutputFormatter
{
    private readonly MvcJson _json;

    public JsonFormatter(MvcJson json)
    {
        _json = json;
        SupportedEncodings.Add(Encoding.UTF8);
        SupportedEncodings.Add(Encoding.Unicode);
        SupportedMediaTypes.Add("application/json");
        SupportedMediaTypes.Add("text/json");
        SupportedMediaTypes.Add("application/*+json");
    }

    public override Task WriteResponseBodyAsync(OutputFormatterWriteContext context, Encoding selectedEncoding) =>
        Transcoding.WriteAsync(context.HttpContext, context.Object, context.ObjectType, _json.FormatterOptions, selectedEncoding);
}
