namespace Bookshop.Controllers;

/// <summary>Says in a header how long the action took, its arguments and its result not counted.</summary>
internal sealed class TimingFilter(TimeProvider time) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var started = time.GetTimestamp();
        var result = await next(context);
        context.HttpContext.Response.Headers["Server-Timing"] = FormattableString.Invariant($"action;dur={time.GetElapsedTime(started).TotalMilliseconds:0.###}");
        return result;
    }
}
