using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Graceful.Mvc;

/// <summary>Runs the action filters around the action.</summary>
internal sealed partial class FilterPipeline
{
    private async Task RunActionFiltersAsync()
    {
        _controller = call.CreateController();
        await call.BindAsync();
        var executing = new ActionExecutingContext(_context, _filters, ArgumentsByName(), _controller);
        var executed = await ActionAsync(0, executing);
        Rethrow(executed.ExceptionHandled, executed.Exception, executed.ExceptionDispatchInfo);
        _result = executed.Result ?? new EmptyResult();
    }

    private Dictionary<string, object?> ArgumentsByName()
    {
        var byName = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < call.Arguments.Length; i++)
        {
            if (call.AreSet[i])
            {
                byName[call.Action.Parameters[i].Name] = call.Arguments[i];
            }
        }

        return byName;
    }

    private async Task<ActionExecutedContext> ActionAsync(int index, ActionExecutingContext executing)
    {
        index = Next(index, filter => filter is IAsyncActionFilter or IActionFilter);
        var executed = new ActionExecutedContext(_context, _filters, _controller!);
        try
        {
            if (index == filters.Count)
            {
                TakeArguments(executing);
                executed.Result = DeclaredValue.ForFilters(await call.CallAsync(_controller!));
                return executed;
            }

            ActionExecutedContext? inner = null;
            if (filters[index] is IAsyncActionFilter asynchronous)
            {
                await asynchronous.OnActionExecutionAsync(executing, async () => executing.Result is null
                    ? inner = await ActionAsync(index + 1, executing)
                    : throw new InvalidOperationException(
                        $"The action filter {asynchronous.GetType()} has set a result and called the next filter: do one of both."));
            }
            else
            {
                var filter = (IActionFilter)filters[index];
                filter.OnActionExecuting(executing);
                if (executing.Result is null)
                {
                    inner = await ActionAsync(index + 1, executing);
                    filter.OnActionExecuted(inner);
                }
            }

            if (inner is not null)
            {
                return inner;
            }

            (executed.Canceled, executed.Result) = (true, executing.Result);
        }
        catch (Exception exception)
        {
            executed.ExceptionDispatchInfo = ExceptionDispatchInfo.Capture(exception);
        }

        return executed;
    }

    /// <summary>Filters may have changed the arguments.</summary>
    private void TakeArguments(ActionExecutingContext executing)
    {
        for (var i = 0; i < call.Arguments.Length; i++)
        {
            // An argument that a filter has removed gets its default value.
            call.Arguments[i] = executing.ActionArguments.TryGetValue(call.Action.Parameters[i].Name, out var value) ? value : null;
        }
    }
}
