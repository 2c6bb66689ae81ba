using Graceful.Generators.Model;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the method that runs an action, with nothing in it that the action does not use.</summary>
internal static class RunEmitter
{
    private const string Signature = "global::System.Threading.Tasks.Task Run(global::Microsoft.AspNetCore.Http.HttpContext httpContext)";
    private const string Response = "global::Graceful.Routing.ActionResponse";

    public static void Write(CodeWriter code, ControllerModel controller, ActionModel action)
    {
        var creation = action.NeedsController ? controller.Creation : null;
        var isAsync = NeedsAwait(creation, action);
        using (code.Block($"private static {(isAsync ? "async " : string.Empty)}{Signature}"))
        {
            if (creation?.Services.Count > 0 || action.Context?.Services.Count > 0)
            {
                code.Line("var services = httpContext.RequestServices;");
            }

            if (action.Context is { } context)
            {
                WriteCreation(code, "context", context);
                code.Line("using var scope = new global::Graceful.Routing.ActionScope(context, httpContext);");
            }

            if (creation is not null)
            {
                WriteCreation(code, "controller", creation);
            }

            if (action.Context is not null)
            {
                WriteWithContext(code, action);
            }
            else if (isAsync)
            {
                WriteAwaited(code, action);
            }
            else
            {
                WriteDirect(code, action);
            }
        }
    }

    /// <summary>What can be returned as a task, or is through already, needs no state machine.</summary>
    private static bool NeedsAwait(CreationModel? controller, ActionModel action) =>
        action.Context is not null ||
        controller is { Disposal: not Disposal.None } ||
        action.After is not null ||
        action.Before is { IsAsync: true } ||
        (action.Call.IsAsync && action.Call.Result != Result.None);

    private static void WriteCreation(CodeWriter code, string name, CreationModel creation)
    {
        var disposal = creation.Disposal switch
        {
            Disposal.Asynchronous => "await using ",
            Disposal.Synchronous => "using ",
            _ => string.Empty,
        };
        var start = $"{disposal}var {name} = new {creation.Type}(";
        if (creation.Services.Count == 0)
        {
            code.Line(start + ");");
            return;
        }

        code.Line(start);
        using (code.Indent())
        {
            for (var i = 0; i < creation.Services.Count; i++)
            {
                code.Line(Service(creation.Services[i]) + (i == creation.Services.Count - 1 ? ");" : ","));
            }
        }
    }

    private static string Service(ServiceModel service) => (service.Key, service.IsOptional) switch
    {
        (null, false) => $"services.GetRequiredService<{service.Type}>()",
        (null, true) => $"services.GetService<{service.Type}>()",
        (var key, false) => $"services.GetRequiredKeyedService<{service.Type}>({key})",
        (var key, true) => $"services.GetKeyedService<{service.Type}>({key})",
    };

    /// <summary>No context: nothing is buffered, and no hook can end the request. Everything is through when it returns.</summary>
    private static void WriteDirect(CodeWriter code, ActionModel action)
    {
        if (action.Before is { } before)
        {
            code.Line($"{Invoke(before)};");
        }

        var call = Invoke(action.Call);
        switch (action.Call)
        {
            case { Result: Result.Text }:
                code.Line($"return {Response}.WriteAsync(httpContext, {call});");
                break;
            case { Result: Result.HttpResult }:
                code.Line($"return {Response}.ExecuteAsync(httpContext, {call});");
                break;
            case { Completion: Completion.Task }:
                code.Line($"return {call};");
                break;
            case { Completion: Completion.ValueTask }:
                code.Line($"return {call}.AsTask();");
                break;
            default:
                code.Line($"{call};").Line("return global::System.Threading.Tasks.Task.CompletedTask;");
                break;
        }
    }

    private static void WriteAwaited(CodeWriter code, ActionModel action)
    {
        WriteHook(code, action.Before);
        code.Line(action.Call.Result switch
        {
            Result.Text => $"await {Response}.WriteAsync(httpContext, {AwaitedCall(action.Call)});",
            Result.HttpResult => $"await {Response}.ExecuteAsync(httpContext, {AwaitedCall(action.Call)});",
            _ => $"{AwaitedCall(action.Call)};",
        });
        if (action.After is { } after && action.Call.Result == Result.HttpResult)
        {
            // A redirect ends the request also where nobody takes the context.
            using (code.Block("if (httpContext.Response.StatusCode is < 300 or >= 400)"))
            {
                WriteHook(code, after);
            }
        }
        else
        {
            WriteHook(code, action.After);
        }
    }

    private static void WriteWithContext(CodeWriter code, ActionModel action)
    {
        if (action.Before is { } before)
        {
            WriteHook(code, before);
            using (code.Block("if (!context.HasEnded)"))
            {
                WriteCallWithContext(code, action);
            }

            code.Line();
        }
        else
        {
            WriteCallWithContext(code, action);
        }

        if (action.After is { } after)
        {
            using (code.Block("if (!context.HasEnded)"))
            {
                WriteHook(code, after);
            }

            code.Line();
        }

        code.Line("await scope.SendAsync();");
    }

    private static void WriteCallWithContext(CodeWriter code, ActionModel action) => code.Line(action.Call.Result switch
    {
        Result.Text => $"context.Write({AwaitedCall(action.Call)});",
        Result.HttpResult => $"await scope.ExecuteAsync({AwaitedCall(action.Call)}, moreFollows: {(action.After is null ? "false" : "true")});",
        _ => $"{AwaitedCall(action.Call)};",
    });

    private static void WriteHook(CodeWriter code, CallModel? hook)
    {
        if (hook is not null)
        {
            code.Line($"{AwaitedCall(hook)};");
        }
    }

    private static string AwaitedCall(CallModel call) => call.IsAsync ? "await " + Invoke(call) : Invoke(call);

    private static string Invoke(CallModel call) =>
        $"{call.StaticType ?? "controller"}.{call.Method}({string.Join(", ", call.Arguments.Select(Argument))})";

    private static string Argument(ArgumentModel argument)
    {
        var value = argument.Source switch
        {
            ArgumentSource.Context => "context",
            ArgumentSource.HttpContext => "httpContext",
            _ => "httpContext.RequestAborted",
        };
        return argument.CastTo is { } type ? $"({type}){value}" : value;
    }
}
