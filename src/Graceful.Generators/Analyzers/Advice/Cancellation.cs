using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Advice;

/// <summary>Whether an action that waits can be told that nobody waits for it any more.</summary>
internal static class Cancellation
{
    public static void Check(FoundAction action, Action<Diagnostic> report)
    {
        var waits = action.Method.IsAsync || action.Model.Call.Result is Result.JsonStream or Result.EventStream;
        if (waits && action.Method.Locations.FirstOrDefault(place => place.IsInSource) is { } location && !action.Model.Call.Bindings.Any(SaysWhenTheClientGoes))
        {
            report(Diagnostic.Create(Descriptors.NotCancellable, location, action.Name));
        }
    }

    private static bool SaysWhenTheClientGoes(BindingModel binding) =>
        binding is ContextBinding or RequestBinding
        {
            Part: RequestPart.HttpContext or RequestPart.RequestAborted or RequestPart.Request or RequestPart.Response,
        };
}
