using Graceful.Generators.Diagnostics;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Finds the one context that an action and its hooks can share: the most derived of those that they take.</summary>
internal static class ContextParser
{
    /// <returns>False when they take contexts of different kinds.</returns>
    public static bool TryFind(IMethodSymbol action, Hooks hooks, KnownTypes known, Findings? findings, out INamedTypeSymbol? context)
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
                    findings?.Report(Descriptors.ContextsDiffer, action, taker.Name, method.Name, TypeNames.Plain(context), TypeNames.Plain(type));
                    return false;
                }
            }
        }

        return true;
    }
}
