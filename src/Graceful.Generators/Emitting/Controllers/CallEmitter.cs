using Graceful.Generators.Model;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the call of an action, with its filters, and the code that sends its result.</summary>
internal static class CallEmitter
{
    private const string Response = "global::Graceful.Routing.ActionResponse";
    private const string Http = "global::Microsoft.AspNetCore.Http";
    private const string TypedResults = $"{Http}.TypedResults";
    private const string Events = "global::System.Collections.Generic.IAsyncEnumerable";
    private const string SseItem = "global::System.Net.ServerSentEvents.SseItem";

    public static string Awaited(CallModel call) => Awaited(call, Invoke(call));

    public static string Invoke(CallModel call) => Invoke(call, call.Arguments.Select(ArgumentExpressions.Of));

    private static string Awaited(CallModel call, string invocation) => call.IsAsync ? "await " + invocation : invocation;

    private static string Invoke(CallModel call, IEnumerable<string> arguments) =>
        $"{Method(call)}({string.Join(", ", arguments)})";

    /// <summary>Returns the method, which can be called or converted to a delegate.</summary>
    public static string Method(CallModel call) => call.Delegate ?? $"{call.StaticType ?? Instance(call)}.{call.Method}";

    private static string Instance(CallModel call) => call.BaseType is { } type ? $"(({type})controller)" : "controller";

    /// <summary>Returns the expression of the task that sends a value; null when there is nothing to send.</summary>
    public static string? Send(ReturnModel returns, string value) => returns.Result switch
    {
        Result.None => null,
        Result.Text => $"{Response}.WriteAsync(httpContext, {value})",
        Result.Json when returns.IsNullableValue => $"{Response}.WriteNullableJsonAsync<{returns.Type}>(httpContext, {value})",
        Result.Json => $"{Response}.WriteJsonAsync<{returns.Type}>(httpContext, {value})",
        Result.JsonStream => $"{Response}.WriteStreamAsync<{returns.Type}>(httpContext, {value})",
        _ => $"{Response}.ExecuteAsync(httpContext, {ResultOf(returns, value)})",
    };

    /// <summary>Returns the value as an <c>IResult</c>.</summary>
    public static string ResultOf(ReturnModel returns, string value) => returns.Result switch
    {
        Result.HttpResult => value,
        Result.Json => $"{Response}.{(returns.IsNullableValue ? "NullableJson" : "Json")}<{returns.Type}>({value})",
        Result.JsonStream => $"{Response}.Stream<{returns.Type}>({value})",
        Result.EventStream => $"{TypedResults}.ServerSentEvents<{returns.Type}>({value})",
        _ => $"{Response}.Anything({value})",
    };

    /// <summary>Writes the filters around the action. The result of the action or of a filter is in <c>result</c>.</summary>
    public static void WriteFiltered(CodeWriter code, CallModel call)
    {
        const string Pipeline = $"{Http}.EndpointFilterDelegate pipeline";
        const string ValueTask = "global::System.Threading.Tasks.ValueTask<object?>";
        const string Nothing = $"{TypedResults}.Empty";
        code.Line("// From the innermost to the outermost; each may change the arguments, the result, or answer by itself.");
        var arguments = call.Arguments.Select((argument, i) => $"invocation.GetArgument<{argument.CastTo ?? argument.Type}>({i})");
        var value = Awaited(call, Invoke(call, arguments));
        var isAsync = call.IsAsync ? "async " : string.Empty;
        if (call.Result == Result.None)
        {
            code.Write($$"""
                {{Pipeline}} = {{isAsync}}invocation =>
                {
                    {{value}};
                    return {{(call.IsAsync ? Nothing : $"new {ValueTask}({Nothing})")}};
                };
                """);
        }
        else
        {
            code.Line($"{Pipeline} = {isAsync}invocation => {(call.IsAsync ? value : $"new {ValueTask}({value})")};");
        }

        foreach (var filter in call.Filters.Reverse())
        {
            var creation = filter.Creation is { } made
                ? $", static services => new {made.Type}({string.Join(", ", made.Services.Select(ArgumentExpressions.Service))})"
                : string.Empty;
            code.Line($"pipeline = global::Graceful.Routing.ActionFilter.Around<{filter.Type}>(httpContext, pipeline{creation});");
        }

        code.Line($"object? result = await pipeline({Invocation(call)});");
    }

    /// <summary>Returns the result of the filters as an <c>IResult</c>.</summary>
    public static string FilteredResult(ReturnModel returns) => returns.Result switch
    {
        Result.Json => $"{Response}.JsonOrAnything<{returns.Type}>(result)",
        Result.JsonStream => $"{Response}.StreamOrAnything<{returns.Type}>(result)",
        Result.EventStream =>
            $"result is {Events}<{SseItem}<{returns.Type}>> events " +
            $"? {TypedResults}.ServerSentEvents<{returns.Type}>(events) : {Response}.Anything(result)",
        Result.Anything => $"{Response}.Anything(result)",
        _ => $"{Response}.TextOrAnything(result)",
    };

    /// <summary>Up to eight arguments keep their types; more are boxed.</summary>
    private static string Invocation(CallModel call)
    {
        var values = string.Concat(call.Arguments.Select(argument => ", " + ArgumentExpressions.Of(argument)));
        var types = string.Join(", ", call.Arguments.Select(argument => argument.CastTo ?? argument.Type));
        return call.Arguments.Count is > 0 and <= 8
            ? $"{Http}.EndpointFilterInvocationContext.Create<{types}>(httpContext{values})"
            : $"new {Http}.DefaultEndpointFilterInvocationContext(httpContext{values})";
    }
}
