using Graceful.Generators.Diagnostics;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Advice;

/// <summary>Attributes of ASP.NET Core MVC that nothing reads here. Those that middleware or binding reads are left alone.</summary>
internal sealed class ForeignAttributes(Compilation compilation, KnownTypes known)
{
    private const string Mvc = "Microsoft.AspNetCore.Mvc.";

    /// <summary>By name, what to write instead.</summary>
    private static readonly Dictionary<string, string> Instead = new(StringComparer.Ordinal)
    {
        ["ApiController"] = "what it does is done for every controller here; take it away",
        ["Route"] = "the route is written into [Controller(\"...\")] or [Action(\"...\")]",
        ["HttpGet"] = "write [Get] instead",
        ["HttpHead"] = "write [Head] instead",
        ["HttpPost"] = "write [Post] instead",
        ["HttpPut"] = "write [Put] instead",
        ["HttpDelete"] = "write [Delete] instead",
        ["HttpPatch"] = "write [Patch] instead",
        ["HttpOptions"] = "write [Options] instead",
        ["AcceptVerbs"] = "write [Get], [Post] and so on instead",
        ["NonAction"] = "only methods with [Action], [Get] and their like are actions; take it away",
        ["NonController"] = "only classes with [Controller] are controllers; take it away",
        ["ApiExplorerSettings"] = "write [ExcludeFromDescription], or [EndpointGroupName(\"...\")]",
        ["Produces"] = "results say their content type themselves; describe it with [ProducesResponseType<T>(200)], for OpenAPI",
        ["ActionName"] = "write the name into the route: [Action(\"...\")]",
        ["Area"] = "write the area into the route: [Controller(\"area/[controller]\")]",
        ["BindProperty"] = "controllers have no bound properties; take an argument, or an object with [AsParameters]",
        ["BindProperties"] = "controllers have no bound properties; take an argument, or an object with [AsParameters]",
        ["Bind"] = "take an object that has only the members that may be bound",
        ["BindRequired"] = "an argument that is not nullable and has no default value is required",
        ["BindNever"] = "take an object that has only the members that may be bound",
        ["ModelBinder"] = "give the type 'static bool TryParse(string, out T)' or 'static ValueTask<T?> BindAsync(HttpContext)'",
        ["ValidateAntiForgeryToken"] = "write [RequireAntiforgeryToken] and call app.UseAntiforgery()",
        ["AutoValidateAntiforgeryToken"] = "write [RequireAntiforgeryToken] and call app.UseAntiforgery()",
        ["IgnoreAntiforgeryToken"] = "write [RequireAntiforgeryToken(false)]",
        ["RequireHttps"] = "call app.UseHttpsRedirection()",
        ["ResponseCache"] = "write [OutputCache], or set the header Cache-Control",
        ["ServiceFilter"] = "write an IEndpointFilter and [Filter<T>]",
        ["TypeFilter"] = "write an IEndpointFilter and [Filter<T>]",
        ["MiddlewareFilter"] = "write an IEndpointFilter and [Filter<T>]",
        ["FormatFilter"] = "results are sent as JSON; return an IResult for another format",
    };

    private readonly INamedTypeSymbol? _filter = compilation.GetTypeByMetadataName(Mvc + "Filters.IFilterMetadata");

    /// <summary>The attributes of a controller, and of the classes that it inherits its actions from.</summary>
    public void Check(INamedTypeSymbol controller, Action<Diagnostic> report)
    {
        for (var type = controller; type is not null && known.IsOwn(type); type = type.BaseType)
        {
            CheckClass(type.OriginalDefinition, report);
        }
    }

    private void CheckClass(INamedTypeSymbol controller, Action<Diagnostic> report)
    {
        CheckAttributes(controller, controller.Name, report);
        foreach (var member in controller.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
            {
                CheckAttributes(method, $"{controller.Name}.{method.Name}", report);
                foreach (var parameter in method.Parameters)
                {
                    CheckAttributes(parameter, $"'{parameter.Name}' of {controller.Name}.{method.Name}", report);
                }
            }
            else if (member is IPropertySymbol)
            {
                CheckAttributes(member, $"{controller.Name}.{member.Name}", report);
            }
        }
    }

    private void CheckAttributes(ISymbol symbol, string name, Action<Diagnostic> report)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { TypeKind: not TypeKind.Error } type && HowInstead(type, attribute) is { } instead && attribute.Place() is { } place)
            {
                report(Diagnostic.Create(Descriptors.ForeignAttribute, place, attribute.Written(), name, instead));
            }
        }
    }

    private string? HowInstead(INamedTypeSymbol type, AttributeData attribute)
    {
        var isMvc = IsMvc(type);
        if (isMvc && Instead.TryGetValue(attribute.Written(), out var instead))
        {
            return instead;
        }

        // A filter of the app's own, such as one that derives from ActionFilterAttribute, would be missed most.
        return !isMvc && _filter is not null && type.Implements(_filter) && !type.AllInterfaces.Any(contract => IsEndpointMetadata(contract))
            ? "it is a filter of MVC; write an IEndpointFilter and [Filter<T>]"
            : null;
    }

    private bool IsMvc(INamedTypeSymbol type) =>
        !known.IsOwn(type) && type.ContainingNamespace.ToDisplayString() is var space && (space + ".").StartsWith(Mvc, StringComparison.Ordinal);

    private static bool IsEndpointMetadata(INamedTypeSymbol contract) =>
        contract.ContainingNamespace.ToDisplayString() is "Microsoft.AspNetCore.Http.Metadata" or "Microsoft.AspNetCore.Authorization" or "Microsoft.AspNetCore.Routing";
}
