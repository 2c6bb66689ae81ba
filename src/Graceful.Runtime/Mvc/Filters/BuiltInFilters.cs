using Microsoft.AspNetCore.Mvc.Filters;

namespace Graceful.Mvc;

/// <summary>Refuses arguments that are not valid.</summary>
internal sealed class ModelStateFilter(MvcInvocation call) : IActionFilter, IOrderedFilter
{
    // As in MVC: ModelStateInvalidFilter.
    public int Order => -2000;

    public void OnActionExecuting(ActionExecutingContext context) => context.Result ??= call.RefusalOrNull();

    public void OnActionExecuted(ActionExecutedContext context)
    {
    }
}

/// <summary>Turns the status of an error into a problem, for <c>[ApiController]</c>.</summary>
internal sealed class ClientErrorFilter(MvcInvocation call) : IAlwaysRunResultFilter, IOrderedFilter
{
    // As in MVC: ClientErrorResultFilter.
    public int Order => -2000;

    public void OnResultExecuting(ResultExecutingContext context) =>
        context.Result = MvcProblems.MapClientError(call.Context, context.Result);

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}

/// <summary>Calls the action filter that a controller is itself, before all others.</summary>
internal sealed class ControllerAsActionFilter : IAsyncActionFilter, IOrderedFilter
{
    public int Order => int.MinValue;

    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        if (context.Controller is IAsyncActionFilter asynchronous)
        {
            await asynchronous.OnActionExecutionAsync(context, next);
            return;
        }

        var filter = (IActionFilter)context.Controller;
        filter.OnActionExecuting(context);
        if (context.Result is null)
        {
            filter.OnActionExecuted(await next());
        }
    }
}

/// <summary>Calls the result filter that a controller is itself, before all others.</summary>
internal sealed class ControllerAsResultFilter : IAsyncResultFilter, IOrderedFilter
{
    public int Order => int.MinValue;

    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Controller is IAsyncResultFilter asynchronous)
        {
            await asynchronous.OnResultExecutionAsync(context, next);
            return;
        }

        var filter = (IResultFilter)context.Controller;
        filter.OnResultExecuting(context);
        if (!context.Cancel)
        {
            filter.OnResultExecuted(await next());
        }
    }
}
