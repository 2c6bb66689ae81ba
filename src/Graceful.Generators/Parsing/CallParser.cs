using Graceful.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Reads what a method takes and returns: the same rules for actions and hooks.</summary>
internal static class CallParser
{
    /// <summary>Why generated code cannot call the method, or null.</summary>
    public static string? NotCallable(IMethodSymbol method, KnownTypes known) =>
        method.MethodKind != MethodKind.Ordinary ? "it is not an ordinary method"
        : method.IsGenericMethod ? "it is generic, and nothing says for which types"
        : method.ReturnsByRef || method.ReturnsByRefReadonly ? "it returns by reference"
        : !known.IsAccessible(method) ? "generated code cannot see it; make it public or internal"
        : null;

    /// <summary>Where the value of a parameter comes from, or null when nothing can fill it.</summary>
    public static ArgumentSource? Source(IParameterSymbol parameter, KnownTypes known) =>
        parameter.RefKind != RefKind.None ? null
        : parameter.Type.Is(known.HttpContext) ? ArgumentSource.HttpContext
        : parameter.Type.Is(known.CancellationToken) ? ArgumentSource.RequestAborted
        : parameter.Type is INamedTypeSymbol type && type.DerivesFrom(known.ActionContext) ? ArgumentSource.Context
        : null;

    /// <summary>What the method returns, or null and why it cannot be sent.</summary>
    public static (Completion Completion, Result Result)? Returned(IMethodSymbol method, KnownTypes known, out string? error)
    {
        error = null;
        if (method.ReturnsVoid)
        {
            if (method.IsAsync)
            {
                error = "nobody can wait for 'async void', and an exception in it ends the process; return Task";
                return null;
            }

            return (Completion.Synchronous, Result.None);
        }

        var type = method.ReturnType;
        if (method.ReturnNullableAnnotation == NullableAnnotation.Annotated && type.DerivesFrom(known.Task))
        {
            error = "nobody can wait for a task that is null; return Task.CompletedTask";
            return null;
        }

        if (type.Is(known.Task))
        {
            return (Completion.Task, Result.None);
        }

        if (type.Is(known.ValueTask))
        {
            return (Completion.ValueTask, Result.None);
        }

        var completion = Completion.Synchronous;
        if (type is INamedTypeSymbol { TypeArguments.Length: 1 } generic)
        {
            completion = generic.OriginalDefinition.Is(known.TaskOf) ? Completion.Task
                : generic.OriginalDefinition.Is(known.ValueTaskOf) ? Completion.ValueTask
                : Completion.Synchronous;
            type = completion == Completion.Synchronous ? type : generic.TypeArguments[0];
        }

        if (type.SpecialType == SpecialType.System_String)
        {
            return (completion, Result.Text);
        }

        if (type.Implements(known.HttpResult))
        {
            return (completion, Result.HttpResult);
        }

        error = "return void, string, IResult or a type that implements it, or a Task or ValueTask of these";
        return null;
    }

    /// <param name="method">What is called.</param>
    /// <param name="controller">The class on whose instance it is called, which may have more methods of that name.</param>
    /// <param name="context">The type of the context that there is.</param>
    /// <param name="returned">What the method returns.</param>
    /// <param name="known">The types to compare with.</param>
    public static CallModel Call(
        IMethodSymbol method, INamedTypeSymbol controller, INamedTypeSymbol? context, (Completion Completion, Result Result) returned, KnownTypes known)
    {
        var isOverloaded = IsOverloaded(method, controller);
        return new CallModel(
            TypeNames.Identifier(method.Name),
            method.IsStatic ? TypeNames.Of(method.ContainingType) : null,
            method.Parameters.Select(parameter => Argument(parameter, isOverloaded, context, known)).ToEquatableArray(),
            returned.Completion,
            returned.Result);
    }

    private static ArgumentModel Argument(IParameterSymbol parameter, bool isOverloaded, INamedTypeSymbol? context, KnownTypes known)
    {
        var source = Source(parameter, known)!.Value;
        return source == ArgumentSource.Context && isOverloaded && !parameter.Type.Is(context)
            ? new ArgumentModel(source, TypeNames.Of(parameter.Type))
            : new ArgumentModel(source);
    }

    private static bool IsOverloaded(IMethodSymbol method, INamedTypeSymbol controller)
    {
        var count = 0;
        for (var type = controller; type is not null; type = type.BaseType)
        {
            count += type.GetMembers(method.Name).Length;
        }

        return count > 1;
    }
}
