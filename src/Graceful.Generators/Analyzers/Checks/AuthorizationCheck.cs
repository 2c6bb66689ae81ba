using Graceful.Generators.Diagnostics;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Checks;

/// <summary>
/// Reports an [Authorize] that an [AllowAnonymous] on the same or an outer declaration overrides: ASP.NET Core allows anonymous
/// requests when the endpoint metadata contains [AllowAnonymous] anywhere. The reverse is the purpose of [AllowAnonymous].
/// </summary>
internal sealed class AuthorizationCheck(Compilation compilation)
{
    private readonly INamedTypeSymbol? _authorize = compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Authorization.IAuthorizeData");
    private readonly INamedTypeSymbol? _anonymous = compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Authorization.IAllowAnonymous");

    public void Check(INamedTypeSymbol controller, Action<Diagnostic> report) => Check(controller, controller.SelfAndBases(), report);

    public void Check(ParsedAction action, INamedTypeSymbol controller, Action<Diagnostic> report) =>
        Check(action.Method, [action.Method, .. controller.SelfAndBases()], report);

    private void Check(ISymbol symbol, IEnumerable<ISymbol> outwards, Action<Diagnostic> report)
    {
        if (_authorize is null || _anonymous is null ||
            symbol.AppliedAttributes().Where(attribute => attribute.AttributeClass?.Implements(_authorize) == true).ToArray()
                is not { Length: > 0 } required)
        {
            return;
        }

        foreach (var outer in outwards)
        {
            var overriding = outer.AppliedAttributes()
                .FirstOrDefault(attribute => attribute.AttributeClass?.Implements(_anonymous) == true);
            if (overriding is null)
            {
                continue;
            }

            foreach (var attribute in required)
            {
                if (attribute.GetLocation() is { } location)
                {
                    report(Diagnostic.Create(
                        Descriptors.AuthorizationUndone,
                        location,
                        overriding.GetLocation() is { } other ? [other] : [],
                        attribute.DisplayName(),
                        symbol.Name,
                        outer.Name,
                        overriding.DisplayName()));
                }
            }

            return;
        }
    }
}
