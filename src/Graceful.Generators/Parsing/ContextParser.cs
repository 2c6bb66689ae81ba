using Graceful.Generators.Diagnostics;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Finds the context type that an action and its hooks share: the most derived of their context parameters.</summary>
internal static class ContextParser
{
    /// <returns>False when neither of two context types derives from the other.</returns>
    public static bool TryFind(IMethodSymbol action, Hooks hooks, KnownTypes known, ParseObserver? observer, out INamedTypeSymbol? context)
    {
        context = null;
        var taker = action;
        foreach (var method in new[] { action, hooks.Before?.Method, hooks.After?.Method }.OfType<IMethodSymbol>())
        {
            foreach (var parameter in method.Parameters)
            {
                if (parameter.Type is not INamedTypeSymbol type || !type.DerivesFrom(known.RequestContext))
                {
                    continue;
                }

                if (context is null || type.DerivesFrom(context))
                {
                    (context, taker) = (type, method);
                }
                else if (!context.DerivesFrom(type))
                {
                    observer?.Report(Descriptors.ContextsDiffer, action, taker.Name, method.Name, TypeNames.Plain(context),
                        TypeNames.Plain(type));
                    return false;
                }
            }
        }

        return true;
    }
}
