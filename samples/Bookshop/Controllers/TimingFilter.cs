namespace Bookshop.Controllers;

/// <summary>Writes the duration of the action into a header, without binding and without writing the result.</summary>
internal sealed class TimingFilter(TimeProvider time) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var started = time.GetTimestamp();
        var result = await next(context);
        context.HttpContext.Response.Headers["Server-Timing"] =
            FormattableString.Invariant($"action;dur={time.GetElapsedTime(started).TotalMilliseconds:0.###}");
        return result;
    }
}
