using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The hooks of a controller.</summary>
internal sealed record Hooks(Hook? Before, Hook? After)
{
    /// <returns>Null when a hook is in error. An action must not run without a hook that may exist to stop it.</returns>
    public static Hooks? Parse(
        IReadOnlyList<IMethodSymbol> methods, IReadOnlyList<HiddenMethod> hidden, KnownTypes known, ParseObserver? observer)
    {
        var (before, after) = (new List<IMethodSymbol>(), new List<IMethodSymbol>());
        var valid = true;
        foreach (var (method, by) in hidden)
        {
            if (Lost(method, by, known) is { } kind)
            {
                observer?.Report(Descriptors.HookMisused, by, TypeNames.Plain(method.ContainingType) + "." + method.Name,
                    $"'{TypeNames.Plain(by.ContainingType)}.{by.Name}' hides it and is not a [{kind}] hook; override it, or rename " +
                        $"'{by.Name}'");
                valid = false;
            }
        }

        foreach (var method in methods)
        {
            var isBefore = method.InheritedAttribute(known.Before) is not null;
            var isAfter = method.InheritedAttribute(known.After) is not null;
            if (!isBefore && !isAfter)
            {
                continue;
            }

            (isBefore ? before : after).Add(method);
            if (Misuse(method, isBefore, isAfter, isBefore ? before.Count : after.Count, known) is { } reason)
            {
                observer?.Report(Descriptors.HookMisused, method, TypeNames.Plain(method.ContainingType) + "." + method.Name, reason);
                valid = false;
            }
        }

        return valid
            ? new Hooks(before.Select(method => new Hook(method, IsAfter: false)).FirstOrDefault(),
                after.Select(method => new Hook(method, IsAfter: true)).FirstOrDefault())
            : null;
    }

    /// <summary>Returns the kind of a hook that is hidden by a method of another kind.</summary>
    private static string? Lost(IMethodSymbol method, IMethodSymbol by, KnownTypes known) =>
        method.InheritedAttribute(known.Before) is not null && by.InheritedAttribute(known.Before) is null ? nameof(Before)
        : method.InheritedAttribute(known.After) is not null && by.InheritedAttribute(known.After) is null ? nameof(After)
        : null;

    private static string? Misuse(IMethodSymbol method, bool isBefore, bool isAfter, int count, KnownTypes known)
    {
        if (isBefore && isAfter)
        {
            return "one method cannot be both [Before] and [After]";
        }

        if (ActionAttributes.Of(method, known).Count > 0)
        {
            return "it is also an action";
        }

        if (count > 1)
        {
            return isBefore
                ? "the controller has another [Before]; there is at most one"
                : "the controller has another [After]; there is at most one";
        }

        if (CallParser.NotCallable(method, known) is { } reason)
        {
            return reason;
        }

        if (ReturnParser.Parse(method, known, out var error) is not { Result: Result.None })
        {
            return error is not null && method.ReturnsVoid ? error : "a hook returns void, Task or ValueTask";
        }

        return HookArguments.Parse(method, isAfter, known, out error) is null ? error : null;
    }
}

/// <param name="Method">A method of a base class.</param>
/// <param name="By">The method of a derived class that hides it.</param>
internal sealed record HiddenMethod(IMethodSymbol Method, IMethodSymbol By);

/// <summary>A valid hook.</summary>
internal sealed record Hook(IMethodSymbol Method, bool IsAfter)
{
    public CallModel Call(INamedTypeSymbol controller, INamedTypeSymbol? context, KnownTypes known) => CallParser.Call(
        Method,
        controller,
        context,
        HookArguments.Parse(Method, IsAfter, known, out _)!.Value,
        ReturnParser.Parse(Method, known, out _)!);
}
