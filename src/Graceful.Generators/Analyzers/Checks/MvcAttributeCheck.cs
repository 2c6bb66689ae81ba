using Graceful.Generators.Diagnostics;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Checks;

/// <summary>Reports attributes that only ASP.NET Core MVC reads. Attributes that middleware or binding reads are not reported.</summary>
internal sealed class MvcAttributeCheck(Compilation compilation, KnownTypes known)
{
    private const string Mvc = "Microsoft.AspNetCore.Mvc.";

    /// <summary>The replacement by the name of the attribute.</summary>
    private static readonly Dictionary<string, string> Replacements = new(StringComparer.Ordinal)
    {
        ["ApiController"] = "remove it; every controller already behaves so",
        ["Route"] = "use [Controller(\"...\")] or [Action(\"...\")]",
        ["AcceptVerbs"] = "use [Get], [Post] and so on",
        ["NonAction"] = "remove it; only methods with [Action], [Get] and so on are actions",
        ["NonController"] = "remove it; only classes with [Controller] are controllers",
        ["ApiExplorerSettings"] = "use [ExcludeFromDescription] or [EndpointGroupName(\"...\")]",
        ["Produces"] = "results set their own content type; for OpenAPI use [ProducesResponseType<T>(200)]",
        ["ActionName"] = "put the name into the route: [Action(\"...\")]",
        ["Area"] = "put the area into the route: [Controller(\"area/[controller]\")]",
        ["BindProperty"] = "controllers have no bound properties; use a parameter or an [AsParameters] object",
        ["BindProperties"] = "controllers have no bound properties; use a parameter or an [AsParameters] object",
        ["Bind"] = "use a type that has only the members that may be bound",
        ["BindRequired"] = "a parameter that is not nullable and has no default value is required",
        ["BindNever"] = "use a type that has only the members that may be bound",
        ["ModelBinder"] = "use [Bind<TBinder>] with an IParameterBinder<T>, or give the type 'static bool TryParse(string, out T)'",
        ["ValidateAntiForgeryToken"] = "use [RequireAntiforgeryToken] and call app.UseAntiforgery()",
        ["AutoValidateAntiforgeryToken"] = "use [RequireAntiforgeryToken] and call app.UseAntiforgery()",
        ["IgnoreAntiforgeryToken"] = "use [RequireAntiforgeryToken(false)]",
        ["RequireHttps"] = "call app.UseHttpsRedirection()",
        ["ResponseCache"] = "use [OutputCache] or set the Cache-Control header",
        ["ServiceFilter"] = "use an IEndpointFilter with [Filter<T>]",
        ["TypeFilter"] = "use an IEndpointFilter with [Filter<T>]",
        ["MiddlewareFilter"] = "use an IEndpointFilter with [Filter<T>]",
        ["FormatFilter"] = "results are JSON; return an IResult for another format",
    };

    private static readonly string[] ApiVersioning =
        ["ApiVersion", "ApiVersionNeutral", "MapToApiVersion", "AdvertiseApiVersions", "ControllerName"];

    private readonly INamedTypeSymbol? _filter = compilation.GetTypeByMetadataName(Mvc + "Filters.IFilterMetadata");

    /// <summary>Checks the attributes of a controller and of its base classes.</summary>
    public void Check(INamedTypeSymbol controller, Action<Diagnostic> report)
    {
        foreach (var type in controller.SelfAndBases().TakeWhile(known.IsOwn))
        {
            CheckClass(type.OriginalDefinition, controller, report);
        }
    }

    /// <summary>Checks the attributes of API versions on a controller of MVC, its base classes and its actions.</summary>
    public void CheckVersions(INamedTypeSymbol controller, Action<Diagnostic> report)
    {
        foreach (var type in controller.SelfAndBases().TakeWhile(known.IsOwn))
        {
            foreach (var symbol in type.OriginalDefinition.GetMembers().OfType<IMethodSymbol>().Prepend<ISymbol>(type.OriginalDefinition))
            {
                foreach (var attribute in symbol.GetAttributes())
                {
                    if (attribute.AttributeClass is { } version && IsApiVersioning(version, attribute) &&
                        attribute.GetLocation() is { } location)
                    {
                        report(Diagnostic.Create(Descriptors.ApiVersionIgnored, location, attribute.DisplayName(), symbol.Name));
                    }
                }
            }
        }
    }

    private void CheckClass(INamedTypeSymbol type, INamedTypeSymbol controller, Action<Diagnostic> report)
    {
        CheckAttributes(type, type.Name, controller, report);
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
            {
                CheckAttributes(method, $"{type.Name}.{method.Name}", controller, report);
                foreach (var parameter in method.Parameters)
                {
                    CheckAttributes(parameter, $"{parameter.Name} of {type.Name}.{method.Name}", controller, report);
                }
            }
            else if (member is IPropertySymbol)
            {
                CheckAttributes(member, $"{type.Name}.{member.Name}", controller, report);
            }
        }
    }

    private void CheckAttributes(ISymbol symbol, string name, INamedTypeSymbol controller, Action<Diagnostic> report)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is not { TypeKind: not TypeKind.Error } type || attribute.GetLocation() is not { } location)
            {
                continue;
            }

            if (IsApiVersioning(type, attribute))
            {
                report(Diagnostic.Create(Descriptors.ApiVersionIgnored, location, attribute.DisplayName(), name));
            }
            else if (ReplacementOf(type, attribute, symbol, controller) is { } replacement)
            {
                report(Diagnostic.Create(Descriptors.ForeignAttribute, location, attribute.DisplayName(), name, replacement));
            }
        }
    }

    private bool IsApiVersioning(INamedTypeSymbol type, AttributeData attribute) =>
        !known.IsOwn(type) && ApiVersioning.Contains(attribute.DisplayName()) &&
        type.ContainingNamespace.ToDisplayString() is "Asp.Versioning" or "Microsoft.AspNetCore.Mvc";

    private string? ReplacementOf(INamedTypeSymbol type, AttributeData attribute, ISymbol symbol, INamedTypeSymbol controller)
    {
        var isMvc = IsMvc(type);
        if (MvcRoutes.VerbOf(attribute) is { } verb && symbol is IMethodSymbol method)
        {
            return MvcRoutes.Translate(attribute, method, controller, known) switch
            {
                null => $"use [{verb}] with the template that keeps the URL",
                { Text: null } => $"use [{verb}]",
                { Text: { } template } => $"use [{verb}(\"{template}\")]",
            };
        }

        if (isMvc && Replacements.TryGetValue(attribute.DisplayName(), out var replacement))
        {
            return replacement;
        }

        // A filter of the app, such as one that derives from ActionFilterAttribute, may enforce security.
        return !isMvc && _filter is not null && type.Implements(_filter) && !type.AllInterfaces.Any(IsEndpointMetadata)
            ? "it is an MVC filter; use an IEndpointFilter with [Filter<T>]"
            : null;
    }

    private bool IsMvc(INamedTypeSymbol type) =>
        !known.IsOwn(type) && (type.ContainingNamespace.ToDisplayString() + ".").StartsWith(Mvc, StringComparison.Ordinal);

    private static bool IsEndpointMetadata(INamedTypeSymbol contract) =>
        contract.ContainingNamespace.ToDisplayString()
            is "Microsoft.AspNetCore.Http.Metadata" or "Microsoft.AspNetCore.Authorization" or "Microsoft.AspNetCore.Routing";
}
