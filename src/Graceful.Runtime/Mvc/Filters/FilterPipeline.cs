using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Graceful.Mvc;

/// <summary>
/// Runs the filters around an action in the order of MVC: authorization, resource filters around the rest, exception filters around
/// binding, action filters and the action, then result filters around the result.
/// </summary>
/// <remarks>
/// The order and the contexts are those of the documentation:
/// https://learn.microsoft.com/aspnet/core/mvc/controllers/filters.
/// </remarks>
internal sealed partial class FilterPipeline(MvcInvocation call, IReadOnlyList<IFilterMetadata> filters)
{
    // The contexts take a list that filters may read.
    private readonly IList<IFilterMetadata> _filters = [.. filters];
    private readonly ControllerContext _context = call.Context;
    private object? _controller;
    private IActionResult? _result;

    public async Task RunAsync()
    {
        try
        {
            if (await AuthorizeAsync() is { } refusal)
            {
                await SendAlwaysAsync(refusal);
                return;
            }

            var executed = await ResourceAsync(0);
            Rethrow(executed.ExceptionHandled, executed.Exception, executed.ExceptionDispatchInfo);
        }
        finally
        {
            await MvcInvocation.DisposeAsync(_controller);
        }
    }

    private async ValueTask<IActionResult?> AuthorizeAsync()
    {
        AuthorizationFilterContext? context = null;
        foreach (var filter in filters)
        {
            switch (filter)
            {
                case IAsyncAuthorizationFilter asynchronous:
                    await asynchronous.OnAuthorizationAsync(context ??= new AuthorizationFilterContext(_context, _filters));
                    break;
                case IAuthorizationFilter synchronous:
                    synchronous.OnAuthorization(context ??= new AuthorizationFilterContext(_context, _filters));
                    break;
            }

            if (context?.Result is { } result)
            {
                return result;
            }
        }

        return null;
    }

    private async Task<ResourceExecutedContext> ResourceAsync(int index)
    {
        var executed = new ResourceExecutedContext(_context, _filters);
        try
        {
            index = Next(index, filter => filter is IAsyncResourceFilter or IResourceFilter);
            if (index == filters.Count)
            {
                await RunActionAsync();
                await SendAsync();
                executed.Result = _result!;
                return executed;
            }

            var executing = new ResourceExecutingContext(_context, _filters, new List<IValueProviderFactory>());
            ResourceExecutedContext? inner = null;
            if (filters[index] is IAsyncResourceFilter asynchronous)
            {
                await asynchronous.OnResourceExecutionAsync(executing, async () => inner = await ResourceAsync(index + 1));
            }
            else
            {
                var filter = (IResourceFilter)filters[index];
                filter.OnResourceExecuting(executing);
                if (executing.Result is null)
                {
                    inner = await ResourceAsync(index + 1);
                    filter.OnResourceExecuted(inner);
                }
            }

            if (inner is not null)
            {
                return inner;
            }

            (executed.Canceled, executed.Result) = (true, executing.Result!);
            if (executing.Result is { } result)
            {
                await SendAlwaysAsync(result);
            }
        }
        catch (Exception exception)
        {
            executed.ExceptionDispatchInfo = ExceptionDispatchInfo.Capture(exception);
        }

        return executed;
    }

    /// <summary>Runs the action with its filters. An exception goes to the exception filters, the innermost first.</summary>
    private async Task RunActionAsync()
    {
        try
        {
            await RunActionFiltersAsync();
        }
        catch (Exception exception) when (filters.Any(filter => filter is IAsyncExceptionFilter or IExceptionFilter))
        {
            var context = new ExceptionContext(_context, _filters) { ExceptionDispatchInfo = ExceptionDispatchInfo.Capture(exception) };
            foreach (var filter in filters.Reverse())
            {
                switch (filter)
                {
                    case IAsyncExceptionFilter asynchronous when IsOpen(context):
                        await asynchronous.OnExceptionAsync(context);
                        break;
                    case IExceptionFilter synchronous when IsOpen(context):
                        synchronous.OnException(context);
                        break;
                }
            }

            if (IsOpen(context) && context.Result is null)
            {
                Rethrow(isHandled: false, context.Exception, context.ExceptionDispatchInfo);
            }

            (_result, _isShortCircuited) = (context.Result ?? new EmptyResult(), true);
        }
    }

    /// <summary>True while further exception filters see the exception. As in MVC, a result alone does not end it.</summary>
    private static bool IsOpen(ExceptionContext context) => context is { Exception: not null, ExceptionHandled: false };

    private int Next(int index, Func<IFilterMetadata, bool> isOne)
    {
        while (index < filters.Count && !isOne(filters[index]))
        {
            index++;
        }

        return index;
    }

    private static void Rethrow(bool isHandled, Exception? exception, ExceptionDispatchInfo? captured)
    {
        if (isHandled)
        {
            return;
        }

        captured?.Throw();
        if (exception is not null)
        {
            throw exception;
        }
    }
}
