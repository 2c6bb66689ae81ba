using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Parses the return type of a method: when it completes, and how its result is sent.</summary>
internal static class ReturnParser
{
    /// <returns>Null when the result cannot be sent; the reason is in <paramref name="error"/>.</returns>
    public static ReturnModel? Parse(IMethodSymbol method, KnownTypes known, out string? error)
    {
        error = null;
        if (method.ReturnsVoid)
        {
            error = method.IsAsync ? "'async void' cannot be awaited, and an exception in it ends the process; return Task" : null;
            return error is null ? new ReturnModel(Completion.Synchronous, Result.None) : null;
        }

        var type = method.ReturnType;
        if (method.ReturnNullableAnnotation == NullableAnnotation.Annotated && type.DerivesFrom(known.Task))
        {
            error = "a null task cannot be awaited; return Task.CompletedTask";
            return null;
        }

        if (type.Is(known.Task) || type.Is(known.ValueTask))
        {
            return new ReturnModel(type.Is(known.Task) ? Completion.Task : Completion.ValueTask, Result.None);
        }

        var completion = CompletionOf(type, known);
        return Sent(completion, completion == Completion.Synchronous ? type : ((INamedTypeSymbol)type).TypeArguments[0], known, out error);
    }

    private static Completion CompletionOf(ITypeSymbol type, KnownTypes known) =>
        type is not INamedTypeSymbol { TypeArguments.Length: 1 } generic ? Completion.Synchronous
        : generic.OriginalDefinition.Is(known.TaskOf) ? Completion.Task
        : generic.OriginalDefinition.Is(known.ValueTaskOf) ? Completion.ValueTask
        : Completion.Synchronous;

    private static ReturnModel? Sent(Completion completion, ITypeSymbol type, KnownTypes known, out string? error)
    {
        error = NotSendable(type, known, isTask: completion != Completion.Synchronous);
        if (error is not null)
        {
            return null;
        }

        if (type.SpecialType == SpecialType.System_String)
        {
            return new ReturnModel(completion, Result.Text);
        }

        if (type.WithoutNullable().Implements(known.HttpResult))
        {
            return new ReturnModel(completion, Result.HttpResult);
        }

        if (type.SpecialType == SpecialType.System_Object)
        {
            return new ReturnModel(completion, Result.Anything);
        }

        if (ItemOf(type, known) is { } item)
        {
            return Stream(completion, item, known, out error);
        }

        var isNullable = type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        return new ReturnModel(completion, Result.Json,
            TypeNames.Of(isNullable ? ((INamedTypeSymbol)type).TypeArguments[0] : type), isNullable);
    }

    private static ReturnModel? Stream(Completion completion, ITypeSymbol item, KnownTypes known, out string? error)
    {
        error = item.TypeKind == TypeKind.Dynamic || !known.CanBeNamed(item) ? NotSendable(item, known, isTask: false) : null;
        if (error is not null)
        {
            return null;
        }

        if (item is not INamedTypeSymbol { TypeArguments.Length: 1 } generic || !generic.OriginalDefinition.Is(known.Binding.SseItem))
        {
            return new ReturnModel(completion, Result.JsonStream, TypeNames.Of(item));
        }

        if (!known.Binding.HasEventStreams)
        {
            error = "the framework writes server-sent events from .NET 10 on; target net10.0, or write them to HttpResponse.Body";
            return null;
        }

        return new ReturnModel(completion, Result.EventStream, TypeNames.Of(generic.TypeArguments[0]));
    }

    /// <summary>Returns the item type of an <c>IAsyncEnumerable&lt;T&gt;</c>, or of a type that implements it; null for others.</summary>
    public static ITypeSymbol? ItemOf(ITypeSymbol type, KnownTypes known) =>
        new[] { type }.Concat(type.AllInterfaces).OfType<INamedTypeSymbol>()
            .FirstOrDefault(candidate => candidate.TypeArguments.Length == 1 &&
                candidate.OriginalDefinition.Is(known.Binding.AsyncEnumerable))
            ?.TypeArguments[0];

    /// <summary>True for a type with the pattern of <c>await</c>: an instance method GetAwaiter().</summary>
    private static bool IsAwaitable(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers("GetAwaiter").Any(member => member is IMethodSymbol { IsStatic: false, Arity: 0, Parameters.Length: 0,
                    DeclaredAccessibility: Accessibility.Public or Accessibility.Internal } getter && IsAwaiter(getter.ReturnType)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAwaiter(ITypeSymbol type) =>
        type.AllInterfaces.Any(contract => contract is { Name: "INotifyCompletion", ContainingNamespace.Name: "CompilerServices" });

    private static string? NotSendable(ITypeSymbol type, KnownTypes known, bool isTask) => type switch
    {
        _ when isTask &&
            (type.DerivesFrom(known.Task) || type.Is(known.ValueTask) || CompletionOf(type, known) != Completion.Synchronous) =>
            "a task that returns a task is not awaited; return one task",
        _ when IsAwaitable(type.WithoutNullable()) =>
            "it is not awaited, and would be written as JSON; return Task, Task<T>, ValueTask or ValueTask<T>",
        { TypeKind: TypeKind.Dynamic } =>
            "'dynamic' needs the runtime binder, which NativeAOT does not have; return object or a type",
        { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Delegate } or { IsRefLikeType: true } =>
            "it cannot be written as JSON; return a class or a struct, string or IResult",
        _ when !known.CanBeNamed(type) => "generated code cannot name it",
        _ when type.DerivesFrom(known.Binding.Stream) || type.DerivesFrom(known.Binding.PipeReader) =>
            "it cannot be written as JSON; return TypedResults.Stream(...), which sends it",
        _ when (type.Implements(known.Mvc.Result) || type.Implements(known.Mvc.ResultSource)) && !type.Implements(known.HttpResult) =>
            "only MVC can send it; return what is sent, or IResult or Results<...> with TypedResults.Ok(...), " +
            "TypedResults.NotFound() and so on",
        _ => null,
    };
}
