using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Graceful.Mvc;

/// <summary>Runs the result filters around the result.</summary>
internal sealed partial class FilterPipeline
{
    /// <summary>True when a filter has answered: only the filters that always run then see the result.</summary>
    private bool _isShortCircuited;

    private Task SendAsync() => _isShortCircuited ? SendAlwaysAsync(_result!) : SendAsync(_result!, IsResultFilter);

    private Task SendAlwaysAsync(IActionResult result) => SendAsync(result, IsAlwaysRun);

    private async Task SendAsync(IActionResult result, Func<IFilterMetadata, bool> isOne)
    {
        _result = result;
        var executing = new ResultExecutingContext(_context, _filters, result, _controller!);
        var executed = await ResultAsync(0, executing, isOne);
        Rethrow(executed.ExceptionHandled, executed.Exception, executed.ExceptionDispatchInfo);
    }

    private static bool IsResultFilter(IFilterMetadata filter) => filter is IAsyncResultFilter or IResultFilter;

    private static bool IsAlwaysRun(IFilterMetadata filter) => filter is IAsyncAlwaysRunResultFilter or IAlwaysRunResultFilter;

    private async Task<ResultExecutedContext> ResultAsync(int index, ResultExecutingContext executing, Func<IFilterMetadata, bool> isOne)
    {
        index = Next(index, isOne);
        var failed = default(ExceptionDispatchInfo);
        try
        {
            if (index == filters.Count)
            {
                await MvcResults.ExecuteAsync(_context, executing.Result);
                _result = executing.Result;
                return new ResultExecutedContext(_context, _filters, executing.Result, _controller!);
            }

            ResultExecutedContext? inner = null;
            if (filters[index] is IAsyncResultFilter asynchronous)
            {
                await asynchronous.OnResultExecutionAsync(
                    executing, async () => inner = await ResultAsync(index + 1, executing, isOne));
            }
            else
            {
                var filter = (IResultFilter)filters[index];
                filter.OnResultExecuting(executing);
                if (!executing.Cancel)
                {
                    inner = await ResultAsync(index + 1, executing, isOne);
                    filter.OnResultExecuted(inner);
                }
            }

            if (inner is not null)
            {
                return inner;
            }
        }
        catch (Exception exception)
        {
            failed = ExceptionDispatchInfo.Capture(exception);
        }

        // A filter has cancelled the result, or something has failed.
        return new ResultExecutedContext(_context, _filters, executing.Result, _controller!)
        {
            Canceled = failed is null,
            ExceptionDispatchInfo = failed,
        };
    }
}
