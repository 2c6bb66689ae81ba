using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Parses the call of an action or a hook.</summary>
internal static class CallParser
{
    /// <summary>Returns the reason why generated code cannot call the method; null when it can.</summary>
    public static string? NotCallable(IMethodSymbol method, KnownTypes known) =>
        method.MethodKind != MethodKind.Ordinary ? "it is not an ordinary method"
        : method.IsGenericMethod ? "it is generic; generated code has no type arguments for it"
        : !Identifiers.IsValid(method.Name) ? "its name is not an identifier of C#"
        : method.IsVararg ? "it has __arglist"
        : method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "UnmanagedCallersOnlyAttribute")
            ? "it has [UnmanagedCallersOnly], and managed code must not call it"
        : method.ReturnsByRef || method.ReturnsByRefReadonly ? "it returns by reference"
        : method.IsObsoleteAsError()
            ? "it is obsolete, and an error to call ([Obsolete(..., error: true)]); remove its route attribute, or make the obsolete " +
                "error a warning"
        : OverloadPriorities.Preferred(method, known) is { } preferred
            ? $"C# calls '{preferred.ToDisplayString()}' in its place, which has a higher [OverloadResolutionPriority]; rename one of them"
        : PublicBases.NotInheritable(method, known) ?? (!known.IsAccessible(method) ? NotAccessible(method, known) : null);

    private static string NotAccessible(IMethodSymbol method, KnownTypes known) =>
        "generated code cannot see it; make it public" + (known.IsOwn(method) ? " or internal" : string.Empty);

    /// <param name="method">The method.</param>
    /// <param name="controller">The class of the instance, which may have overloads of the method.</param>
    /// <param name="context">The type of the context of the action.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="returns">The result.</param>
    public static CallModel Call(
        IMethodSymbol method, INamedTypeSymbol controller, INamedTypeSymbol? context,
        EquatableArray<ArgumentModel> arguments, ReturnModel returns)
    {
        var isOverloaded = IsOverloaded(method, controller);
        return new CallModel(
            Identifiers.Escape(method.Name),
            method.IsStatic ? TypeNames.Of(method.ContainingType) : null,
            method.IsStatic ? null : BaseToCall(method, controller),
            method.Parameters.Zip(arguments, (parameter, argument) =>
                argument.Binding is ContextBinding && isOverloaded && !parameter.Type.Is(context)
                    ? argument with { CastTo = TypeNames.Of(parameter.Type) }
                    : argument).ToEquatableArray(),
            returns,
            EquatableArray<FilterModel>.Empty)
        {
            IsConditional = method.GetAttributes().Any(ConditionalAttributes.IsConditional),
        };
    }

    /// <summary>
    /// Returns the class that declares the method, when a more derived one has a member of its name: C# takes an applicable method of the
    /// derived class first, whatever its parameters are. Null when there is none.
    /// </summary>
    private static string? BaseToCall(IMethodSymbol method, INamedTypeSymbol controller)
    {
        // An override is not a candidate: the method that it overrides is.
        var declaring = method.Root().ContainingType;
        return controller.SelfAndBases().TakeWhile(type => !type.Is(declaring))
            .Any(type => type.GetMembers(method.Name).Any(member => !member.IsOverride))
            ? TypeNames.Of(declaring)
            : null;
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
