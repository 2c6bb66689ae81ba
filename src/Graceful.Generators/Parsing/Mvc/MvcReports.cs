using Graceful.Generators.Diagnostics;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Reports the constructs of MVC that cannot be compiled.</summary>
internal sealed class MvcReports(KnownTypes known, ParseObserver? observer)
{
    /// <summary>Returns the reason for an attribute that is a convention.</summary>
    public static string Convention(INamedTypeSymbol attribute) =>
        $"[{attribute.Name}] is a convention, which changes MVC's model of the app when it starts; write its result into the attributes";

    /// <summary>Returns the reason for an attribute derived from [FromKeyedServices].</summary>
    public static string DerivedKey(AttributeData attribute) =>
        $"the key of [{attribute.AttributeClass!.Name}] is set inside of that class, and is not a text that is known at build time; " +
        "write [FromKeyedServices(...)]";

    /// <summary>Returns the reason for an attribute of the app with a binding source.</summary>
    public static string DerivedSource(INamedTypeSymbol attribute) =>
        $"the source of [{attribute.Name}] is set inside of that class; use [FromRoute], [FromQuery], [FromHeader], [FromForm], " +
        "[FromBody] or [FromServices]";

    /// <param name="symbol">The class, method, parameter or property that has the construct.</param>
    /// <param name="reason">The construct, the reason and what to do.</param>
    /// <param name="otherwise">Where it is reported when the symbol is not in this program.</param>
    /// <returns>False.</returns>
    public bool Add(ISymbol symbol, string reason, ISymbol? otherwise = null)
    {
        observer?.Report(Descriptors.MvcNotCompiled, Place(symbol, otherwise), NameOf(symbol), reason);
        return false;
    }

    /// <summary>Reports a construct as a warning: MVC may not serve it either.</summary>
    /// <returns>False.</returns>
    public bool Warn(ISymbol symbol, string reason)
    {
        observer?.Warn(Descriptors.MvcNotCompiled, Place(symbol, otherwise: null), NameOf(symbol), reason);
        return false;
    }

    private static string NameOf(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type => TypeNames.Plain(type),
        not IParameterSymbol when symbol.ContainingType is { } container => $"{TypeNames.Plain(container)}.{symbol.Name}",
        _ => symbol.Name,
    };

    private ISymbol Place(ISymbol symbol, ISymbol? otherwise) => otherwise is not null && !known.IsOwn(symbol) ? otherwise : symbol;
}
