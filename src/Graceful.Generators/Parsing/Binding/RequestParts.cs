using Graceful.Generators.Model;

namespace Graceful.Generators.Parsing;

/// <summary>The parts of a request that need no reading.</summary>
internal static class RequestParts
{
    public static BindingModel? Find(BindingTarget target, KnownTypes known)
    {
        var (type, types) = (target.Type, known.Binding);
        return type.DerivesFrom(known.RequestContext) ? new ContextBinding()
            : type.Is(known.HttpContext) ? new RequestBinding(RequestPart.HttpContext)
            : type.Is(known.CancellationToken) ? new RequestBinding(RequestPart.RequestAborted)
            : type.Is(types.HttpRequest) ? new RequestBinding(RequestPart.Request)
            : type.Is(types.HttpResponse) ? new RequestBinding(RequestPart.Response)
            : type.Is(types.ClaimsPrincipal) ? new RequestBinding(RequestPart.User)
            : type.Is(types.Stream) ? new RequestBinding(RequestPart.Body)
            : type.Is(types.PipeReader) ? new RequestBinding(RequestPart.BodyReader)
            : null;
    }
}
