using Graceful.Generators.Diagnostics;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Advice;

/// <summary>
/// Whether [Authorize] is undone by [AllowAnonymous] where it stands, or further out: ASP.NET Core lets everybody in when the
/// second is anywhere among the metadata of an endpoint. The other way round it is what [AllowAnonymous] is for.
/// </summary>
internal sealed class Authorization(Compilation compilation)
{
    private readonly INamedTypeSymbol? _authorize = compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Authorization.IAuthorizeData");
    private readonly INamedTypeSymbol? _anonymous = compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Authorization.IAllowAnonymous");

    public void Check(INamedTypeSymbol controller, Action<Diagnostic> report) => Check(controller, Outwards(controller), report);

    public void Check(FoundAction action, INamedTypeSymbol controller, Action<Diagnostic> report) =>
        Check(action.Method, [action.Method, .. Outwards(controller)], report);

    private void Check(ISymbol symbol, IEnumerable<ISymbol> outwards, Action<Diagnostic> report)
    {
        if (_authorize is null || _anonymous is null || symbol.GetAttributes().Where(attribute => attribute.AttributeClass?.Implements(_authorize) == true).ToArray() is not { Length: > 0 } required)
        {
            return;
        }

        foreach (var outer in outwards)
        {
            if (outer.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Implements(_anonymous) == true) is not { } undoing)
            {
                continue;
            }

            foreach (var attribute in required)
            {
                if (attribute.Place() is { } place)
                {
                    report(Diagnostic.Create(
                        Descriptors.AuthorizationUndone,
                        place,
                        undoing.Place() is { } other ? [other] : [],
                        attribute.Written(),
                        symbol.Name,
                        outer.Equals(symbol, SymbolEqualityComparer.Default) ? "it" : outer.Name,
                        undoing.Written()));
                }
            }

            return;
        }
    }

    private static IEnumerable<ISymbol> Outwards(INamedTypeSymbol controller)
    {
        for (var type = controller; type is not null; type = type.BaseType)
        {
            yield return type;
        }
    }
}
