using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Checks;

/// <summary>Reports asynchronous actions that cannot observe the cancellation of their request.</summary>
internal static class CancellationCheck
{
    public static void Check(ParsedAction action, Action<Diagnostic> report)
    {
        var waits = action.Method.IsAsync || action.Model.Call.Result is Result.JsonStream or Result.EventStream;
        if (waits &&
            action.Method.Locations.FirstOrDefault(location => location.IsInSource) is { } location &&
            !action.Model.Call.Bindings.Any(GivesAccessToCancellation))
        {
            report(Diagnostic.Create(Descriptors.NotCancellable, location, action.Name));
        }
    }

    private static bool GivesAccessToCancellation(BindingModel binding) =>
        binding is ContextBinding or RequestBinding
        {
            Part: RequestPart.HttpContext or RequestPart.RequestAborted or RequestPart.Request or RequestPart.Response,
        };
}
