using Graceful.Generators.Diagnostics;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Reports the constructs of MVC that cannot be compiled.</summary>
internal sealed class MvcReports(KnownTypes known, ParseObserver? observer)
{
    /// <param name="symbol">The class, method, parameter or property that has the construct.</param>
    /// <param name="reason">The construct, the reason and what to do.</param>
    /// <param name="otherwise">Where it is reported when the symbol is not in this program.</param>
    /// <returns>False.</returns>
    public bool Add(ISymbol symbol, string reason, ISymbol? otherwise = null)
    {
        observer?.Report(
            Descriptors.MvcNotCompiled,
            otherwise is not null && !known.IsOwn(symbol) ? otherwise : symbol,
            symbol is INamedTypeSymbol type ? TypeNames.Plain(type)
                : symbol.ContainingType is { } container && symbol is not IParameterSymbol ? $"{TypeNames.Plain(container)}.{symbol.Name}"
                : symbol.Name,
            reason);
        return false;
    }
}
