using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Parses the arguments of a hook: parts of the request, services, and the exception of the action.</summary>
internal static class HookArguments
{
    /// <returns>Null when a parameter cannot be bound; the reason is in <paramref name="error"/>.</returns>
    public static EquatableArray<ArgumentModel>? Parse(IMethodSymbol method, bool isAfter, KnownTypes known, out string? error)
    {
        error = null;
        var arguments = new List<ArgumentModel>();
        foreach (var parameter in method.Parameters)
        {
            var target = BindingTarget.Of(parameter);
            var binding = parameter.RefKind == RefKind.None && known.CanBeNamed(parameter.Type) ? Binding(target, isAfter, known) : null;
            if (binding is null)
            {
                error = $"nothing can fill its parameter '{parameter.Name}': " + (parameter.Type.DerivesFrom(known.Binding.Exception)
                    ? "only a hook that runs after the action takes an exception, as 'Exception?'"
                    : "a hook takes RequestContext or a class derived from it, HttpContext and its parts, " +
                        "CancellationToken and services, each by value");
                return null;
            }

            arguments.Add(new ArgumentModel(target.Local, target.TypeText, binding));
        }

        return arguments.ToEquatableArray();
    }

    private static BindingModel? Binding(BindingTarget target, bool isAfter, KnownTypes known)
    {
        if (isAfter && target.Type.Is(known.Binding.Exception) && target.IsNullable)
        {
            return new ExceptionBinding();
        }

        if (RequestParts.Find(target, known) is { } part)
        {
            return part;
        }

        var keyed = target.Attribute(known.FromKeyedServices);
        var isService = keyed is not null || target.Attribute(known.Binding.FromServices) is not null ||
            target.Type.TypeKind == TypeKind.Interface;
        return isService && target.Type.IsReferenceType && (keyed is null || !KeyedService.IsUnknown(keyed, known))
            ? new ServiceBinding(new ServiceModel(
                TypeNames.Of(target.Type), KeyedService.KeyOf(target.Attributes, known), target.IsOptional))
            : null;
    }
}
