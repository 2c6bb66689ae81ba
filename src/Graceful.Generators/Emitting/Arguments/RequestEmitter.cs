using Graceful.Generators.Model;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the expressions for the parts of a request that need no reading.</summary>
internal static class RequestEmitter
{
    public static string Expression(RequestPart part) => part switch
    {
        RequestPart.HttpContext => "httpContext",
        RequestPart.RequestAborted => "httpContext.RequestAborted",
        RequestPart.Request => "httpContext.Request",
        RequestPart.Response => "httpContext.Response",
        RequestPart.User => "httpContext.User",
        RequestPart.Body => "httpContext.Request.Body",
        RequestPart.BodyReader => "httpContext.Request.BodyReader",
        _ => throw new InvalidOperationException($"No expression is known for {part}."),
    };
}
