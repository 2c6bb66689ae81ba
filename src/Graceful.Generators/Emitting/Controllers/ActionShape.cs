using System.Text;
using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>The code of all actions with the same parameters and result: a method that takes the action as a delegate.</summary>
/// <param name="Name">The name of the method. Equal names mean equal code.</param>
/// <param name="Code">The method.</param>
/// <remarks>
/// The compiler works on the code once, instead of once for each action. Actions of instances, and those with hooks, filters,
/// a context, a form or validation, have code of their own.
/// </remarks>
internal sealed record ActionShape(string Name, string Code)
{
    /// <summary>The type of the code of an action.</summary>
    public const string Body = "global::Graceful.Routing.ActionBody";

    /// <summary>The class of the methods.</summary>
    public const string Class = "global::Graceful.Generated.Shapes";

    private const string Delegate = "call";
    private const int MostParameters = 16;
    private const int LongestWords = 60;

    /// <summary>Returns the shape of an action; null when its code is its own.</summary>
    public static ActionShape? Of(ControllerModel controller, ActionModel action)
    {
        if (!IsShared(action))
        {
            return null;
        }

        var shared = action with { Call = action.Call with { Delegate = Delegate } };
        var code = new CodeWriter();
        code.Write($$"""
            ({{DelegateOf(action)}} {{Delegate}}) => new(
                {{() => RunEmitter.WriteLambda(code, controller, shared, ",")}}
                {{() => DescriptionEmitter.WriteLambda(code, shared, ");")}}
            """);
        var body = code.ToString();
        var name = Words(action.Call) + "_" + Hash(body);
        return new ActionShape(name, $"internal static {Body} {name}{body}");
    }

    private static bool IsShared(ActionModel action) =>
        action is { NeedsController: false, Context: null, Before: null, After: null } &&
        action.Call is { StaticType: not null, IsConditional: false, Filters.Count: 0 } call &&
        call.Arguments.Count <= MostParameters &&
        call.Arguments.All(argument => argument.CastTo is null) &&
        !call.Arguments.SelectMany(argument => argument.Parts).Any(part =>
            BoundArguments.IsForm(part) || ArgumentValidationEmitter.Validates(part) || ArgumentValidationEmitter.ValidatesWhole(part));

    private static string DelegateOf(ActionModel action)
    {
        var sent = action.Description.Sent + (action.Description.ResultMayBeNull ? "?" : string.Empty);
        var returned = action.Call.Completion switch
        {
            Completion.Synchronous => sent,
            var task => $"global::System.Threading.Tasks.{task}{(sent == "void" ? string.Empty : $"<{sent}>")}",
        };
        var types = action.Call.Arguments.Select(argument => argument.Type);
        return returned == "void"
            ? "global::System.Action" + Generic(types)
            : "global::System.Func" + Generic(types.Concat([returned]));
    }

    private static string Generic(IEnumerable<string> types) =>
        string.Join(", ", types) is { Length: > 0 } list ? $"<{list}>" : string.Empty;

    /// <summary>Returns the kind of the result and the names of the parameters: <c>Text_id_page</c>.</summary>
    private static string Words(CallModel call)
    {
        var words = string.Join("_", call.Arguments.Select(argument => argument.BareLocal).Prepend(call.Result.ToString()));
        return new string([.. words.Where(c => c is '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9'))
            .Take(LongestWords)]);
    }

    /// <summary>Returns 48 bits of FNV-1a: the same in every process, and different for different code.</summary>
    private static string Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ value) * 1099511628211UL);
        }

        return (hash >> 16).ToString("x12", System.Globalization.CultureInfo.InvariantCulture);
    }
}
