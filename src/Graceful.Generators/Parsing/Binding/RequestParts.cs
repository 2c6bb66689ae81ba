using Graceful.Generators.Model;

namespace Graceful.Generators.Parsing;

/// <summary>The parts of a request that are there without being read.</summary>
internal static class RequestParts
{
    public static BindingModel? Find(Target target, KnownTypes known)
    {
        var (type, types) = (target.Type, known.Binding);
        return type.DerivesFrom(known.ActionContext) ? new ContextBinding()
            : type.Is(known.HttpContext) ? new RequestBinding("httpContext")
            : type.Is(known.CancellationToken) ? new RequestBinding("httpContext.RequestAborted")
            : type.Is(types.HttpRequest) ? new RequestBinding("httpContext.Request")
            : type.Is(types.HttpResponse) ? new RequestBinding("httpContext.Response")
            : type.Is(types.ClaimsPrincipal) ? new RequestBinding("httpContext.User")
            : type.Is(types.Stream) ? new RequestBinding("httpContext.Request.Body")
            : type.Is(types.PipeReader) ? new RequestBinding("httpContext.Request.BodyReader")
            : null;
    }
}
