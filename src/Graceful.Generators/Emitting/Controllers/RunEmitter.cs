using Graceful.Generators.Collections;
using Graceful.Generators.Model;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the method that runs an action. It contains only the parts that the action uses.</summary>
internal sealed class RunEmitter
{
    private const string Signature = "global::System.Threading.Tasks.Task Run(global::Microsoft.AspNetCore.Http.HttpContext httpContext)";

    private readonly CodeWriter _code;
    private readonly ActionModel _action;
    private readonly CreationModel? _controller;
    private readonly bool _isAsync;
    private readonly ArgumentEmitter _arguments;

    private RunEmitter(CodeWriter code, ControllerModel controller, ActionModel action)
    {
        (_code, _action) = (code, action);
        _controller = action.NeedsController ? controller.Creation : null;
        _isAsync = NeedsOrder() && Awaits();
        _arguments = new ArgumentEmitter(code, action.Call, _isAsync);
    }

    /// <summary>True when the after hook takes the exception: then it also runs after a failed action.</summary>
    private bool AfterTakesException => _action.After?.Arguments.Any(argument => argument.Binding is ExceptionBinding) == true;

    public static void Write(CodeWriter code, ControllerModel controller, ActionModel action) =>
        new RunEmitter(code, controller, action).Write();

    /// <summary>Writes a lambda for an action without a controller or hooks, followed by <paramref name="end"/>.</summary>
    public static void WriteLambda(CodeWriter code, ControllerModel controller, ActionModel action, string end)
    {
        var emitter = new RunEmitter(code, controller, action);
        emitter.Write(emitter._isAsync ? "async httpContext =>" : "httpContext =>", end);
    }

    private void Write() => Write($"internal static {(_isAsync ? "async " : string.Empty)}{Signature}", string.Empty);

    private void Write(string start, string end)
    {
        Action rest = _action.Context is not null ? WriteWithContext : NeedsOrder() ? WriteInOrder : WriteDirect;
        _code.Write($$"""
            {{start}}
            {
                {{(NeedsServices() ? "global::System.IServiceProvider services = httpContext.RequestServices;" : null)}}
                {{() => WriteCreation("context", _action.Context)}}
                {{(_action.Context is null ? null : "using global::Graceful.Routing.ActionScope scope = new(context, httpContext);")}}
                {{() => WriteCreation("controller", _controller)}}
                {{rest}}
            }{{end}}
            """);
    }

    /// <summary>True when something follows the action, or comes before it and is awaited.</summary>
    private bool NeedsOrder() =>
        _action.Context is not null ||
        _controller is { Disposal: not Disposal.None } ||
        _action.After is not null ||
        _action.Before is { IsAsync: true } ||
        _action.Call.Filters.Count > 0 ||
        BoundArguments.NeedAwait(_action.Call) ||
        (_action.Call.IsAsync && _action.Call.Result != Result.None);

    /// <summary>True when the method contains an await: an async method without one is a warning.</summary>
    private bool Awaits() =>
        _action.Context is not null ||
        _controller is { Disposal: Disposal.Asynchronous } ||
        _action.After is { IsAsync: true } ||
        _action.Before is { IsAsync: true } ||
        _action.Call.Filters.Count > 0 ||
        BoundArguments.NeedAwait(_action.Call) ||
        BoundArguments.MayRefuse(_action.Call) ||
        _action.Call.IsAsync ||
        _action.Call.Result != Result.None;

    private bool NeedsServices() =>
        _controller?.Services.Count > 0 ||
        _action.Context?.Services.Count > 0 ||
        BoundArguments.NeedServices(_action.Call) ||
        BoundArguments.NeedServices(_action.Before) ||
        BoundArguments.NeedServices(_action.After);

    private void WriteCreation(string name, CreationModel? creation)
    {
        if (creation is null)
        {
            return;
        }

        var disposal = creation.Disposal switch
        {
            Disposal.Asynchronous => "await using ",
            Disposal.Synchronous => "using ",
            _ => string.Empty,
        };
        var start = $"{disposal}{creation.Type} {name} = new(";
        if (creation.Services.Count == 0)
        {
            _code.Line(start + ");");
            return;
        }

        _code.Write($"""
            {start}
                {() => _code.List(creation.Services.Select(ArgumentExpressions.Service), ");")}
            """);
    }

    /// <summary>Without a context nothing is buffered, and no hook can end the request.</summary>
    private void WriteDirect()
    {
        if (_action.Before is { } before)
        {
            _code.Line($"{CallEmitter.Invoke(before)};");
        }

        _arguments.Write();
        var call = CallEmitter.Invoke(_action.Call);
        if (CallEmitter.Send(_action.Call.Returns, call) is { } sending)
        {
            _code.Line($"return {sending};");
            return;
        }

        switch (_action.Call.Completion)
        {
            case Completion.Task:
                _code.Line($"return {call};");
                break;
            case Completion.ValueTask:
                _code.Line($"return {call}.AsTask();");
                break;
            default:
                _code.Line($"{call};").Line("return global::System.Threading.Tasks.Task.CompletedTask;");
                break;
        }
    }

    private void WriteInOrder()
    {
        WriteAwaited();
        if (!_isAsync)
        {
            _code.Line("return global::System.Threading.Tasks.Task.CompletedTask;");
        }
    }

    private void WriteAwaited()
    {
        WriteHook(_action.Before);
        WriteGuarded(WriteCall, "", () => _code.Line("throw;"));
        if (_action.After is { } after && (_action.Call.Result is not (Result.None or Result.Text) || _action.Call.Filters.Count > 0))
        {
            // A result that leaves a 3xx status ends the request also when no method takes the context.
            _code.Write($$"""
                if (httpContext.Response.StatusCode is < 300 or >= 400)
                {
                    {{() => WriteHook(WithoutException(after))}}
                }
                """);
        }
        else
        {
            WriteHook(WithoutException(_action.After));
        }
    }

    private void WriteCall()
    {
        _arguments.Write();
        if (_action.Call.Filters.Count > 0)
        {
            CallEmitter.WriteFiltered(_code, _action.Call);
            var result = CallEmitter.FilteredResult(_action.Call.Returns);
            _code.Line($"await global::Graceful.Routing.ActionResponse.ExecuteAsync(httpContext, {result});");
            return;
        }

        var call = CallEmitter.Awaited(_action.Call);
        _code.Line(CallEmitter.Send(_action.Call.Returns, call) is { } sending ? $"await {sending};" : $"{call};");
    }

    private void WriteWithContext()
    {
        if (_action.Before is { } before)
        {
            WriteHook(before);
            WriteUnlessEnded(WriteGuardedCallWithContext);
            _code.Line();
        }
        else
        {
            WriteGuardedCallWithContext();
        }

        if (_action.After is { } after)
        {
            WriteUnlessEnded(() => WriteHook(WithoutException(after)));
            _code.Line();
        }

        _code.Line("await scope.SendAsync();");
    }

    private void WriteUnlessEnded(Action write) => _code.Write($$"""
        if (!context.HasEnded)
        {
            {{write}}
        }
        """);

    private void WriteGuardedCallWithContext() =>
        WriteGuarded(WriteCallWithContext, " when (!context.HasEnded)", () => WriteUnlessEnded(() => _code.Line("throw;")));

    private void WriteCallWithContext()
    {
        _arguments.Write();
        var moreFollows = _action.After is null ? "false" : "true";
        if (_action.Call.Filters.Count > 0)
        {
            CallEmitter.WriteFiltered(_code, _action.Call);
            _code.Line($"await scope.ExecuteAsync({CallEmitter.FilteredResult(_action.Call.Returns)}, moreFollows: {moreFollows});");
            return;
        }

        var call = CallEmitter.Awaited(_action.Call);
        _code.Line(_action.Call.Result switch
        {
            Result.None => $"{call};",
            Result.Text => $"context.Write({call});",
            _ => $"await scope.ExecuteAsync({CallEmitter.ResultOf(_action.Call.Returns, call)}, moreFollows: {moreFollows});",
        });
    }

    /// <summary>Writes the try block for a hook that takes the exception.</summary>
    /// <param name="write">Writes the call of the action.</param>
    /// <param name="filter">The exception filter; empty for all exceptions.</param>
    /// <param name="rethrow">Writes the end of the catch block.</param>
    private void WriteGuarded(Action write, string filter, Action rethrow)
    {
        if (!AfterTakesException)
        {
            write();
            return;
        }

        _code.Write($$"""
            try
            {
                {{write}}
            }
            catch (global::System.Exception exception){{filter}}
            {
                {{() => WriteHook(_action.After)}}
                {{rethrow}}
            }

            """);
    }

    /// <summary>Returns the hook as it is called when the action has not thrown.</summary>
    private static CallModel? WithoutException(CallModel? hook) => hook is null ? null : hook with
    {
        Arguments = hook.Arguments
            .Select(argument => argument.Binding is ExceptionBinding
                ? argument with { Binding = new ExceptionBinding(IsThrown: false) }
                : argument)
            .ToEquatableArray(),
    };

    private void WriteHook(CallModel? hook)
    {
        if (hook is not null)
        {
            _code.Line($"{CallEmitter.Awaited(hook)};");
        }
    }
}
