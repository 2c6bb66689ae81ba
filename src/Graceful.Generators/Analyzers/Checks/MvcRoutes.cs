using Graceful.Generators.Parsing;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Checks;

/// <summary>
/// Translates the route of an MVC verb attribute. MVC matches the route of the controller when a verb attribute has no template, and
/// the root when the controller has no route; Graceful adds the name of the action, and the name of the controller.
/// </summary>
internal static class MvcRoutes
{
    private const string Mvc = "Microsoft.AspNetCore.Mvc";

    private static readonly string[] Verbs = ["Get", "Head", "Post", "Put", "Delete", "Patch", "Options"];

    /// <summary>Returns the verb of an attribute such as <c>[HttpGet]</c>; null for another attribute.</summary>
    public static string? VerbOf(AttributeData attribute) =>
        IsMvc(attribute) ? Verbs.FirstOrDefault(verb => attribute.DisplayName() == "Http" + verb) : null;

    public static bool IsRoute(AttributeData attribute) => IsMvc(attribute) && attribute.DisplayName() == "Route";

    /// <summary>Returns the template for the equivalent attribute in one controller; null when the URL cannot be kept.</summary>
    public static EquivalentTemplate? Translate(
        AttributeData attribute, IMethodSymbol method, INamedTypeSymbol controller, KnownTypes known)
    {
        var attributes = method.GetAttributes();
        if (attributes.Any(one => IsMvc(one) && one.DisplayName() == "NonAction"))
        {
            return null;
        }

        var template = TemplateOf(attribute);
        var routes = RoutesOf(controller, known);
        if (routes.Length > 1)
        {
            return null;
        }

        if (template is not null)
        {
            return routes.Length > 0 || RouteTemplate.IsAbsolute(template)
                ? new EquivalentTemplate(template)
                : new EquivalentTemplate("~/" + template);
        }

        // A verb without a template takes that of [Route] or [Action] on the method.
        var ownRoutes = attributes.Count(one => (IsRoute(one) || one.AttributeClass.Is(known.Action)) && TemplateOf(one) is not null);
        if (ownRoutes > 0)
        {
            return ownRoutes == 1 ? EquivalentTemplate.None : null;
        }

        var usesActionName = routes.Length == 0 || RouteTemplate.NamesAction(routes[0]);
        if (usesActionName)
        {
            return attributes.Any(one => IsMvc(one) && one.DisplayName() == "ActionName") ? null : EquivalentTemplate.None;
        }

        return new EquivalentTemplate(string.Empty);
    }

    /// <summary>Returns the one template that keeps the URL in every controller with the method; null when there is none.</summary>
    public static EquivalentTemplate? Translate(
        AttributeData attribute, IMethodSymbol method, IReadOnlyCollection<INamedTypeSymbol> controllers, KnownTypes known)
    {
        var translations = controllers.Select(controller => Translate(attribute, method, controller, known)).Distinct().ToArray();
        return translations.Length == 1 ? translations[0] : null;
    }

    /// <summary>
    /// Returns the controllers of the program that have the members of a class: the class itself and those that derive from it.
    /// </summary>
    public static IReadOnlyList<INamedTypeSymbol> ControllersWith(INamedTypeSymbol type, Compilation compilation, KnownTypes known) =>
        [.. Types(compilation.Assembly.GlobalNamespace).Where(candidate =>
            candidate.Attribute(known.Controller) is not null && !ControllerParser.IsBase(candidate) && Inherits(candidate, type))];

    /// <summary>The templates of the nearest class that has one, in the form of either framework.</summary>
    private static string[] RoutesOf(INamedTypeSymbol controller, KnownTypes known)
    {
        foreach (var type in controller.SelfAndBases())
        {
            string[] templates =
            [
                .. type.GetAttributes()
                    .Where(attribute => attribute.AttributeClass.Is(known.Controller) || IsRoute(attribute))
                    .Select(TemplateOf)
                    .OfType<string>(),
            ];
            if (templates.Length > 0)
            {
                return templates;
            }
        }

        return [];
    }

    private static bool Inherits(INamedTypeSymbol candidate, INamedTypeSymbol type) =>
        candidate.SelfAndBases().Any(current => current.OriginalDefinition.Is(type.OriginalDefinition));

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) => container.GetMembers()
        .OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));

    private static string? TemplateOf(AttributeData attribute) => attribute.ConstructorArguments.FirstOrDefault().Value as string;

    private static bool IsMvc(AttributeData attribute) => attribute.AttributeClass?.ContainingNamespace?.ToDisplayString() == Mvc;
}

/// <param name="Text">The template; null for an attribute without one.</param>
internal sealed record EquivalentTemplate(string? Text)
{
    public static readonly EquivalentTemplate None = new((string?)null);
}
