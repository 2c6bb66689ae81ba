using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Analyzers.Programs;

/// <summary>
/// Finds the names of endpoints: <c>Name</c> of a route attribute, or [EndpointName]. ASP.NET Core throws for each request that no
/// action answers when two endpoints have one name.
/// </summary>
internal static class EndpointNames
{
    private const string Name = "Name";

    /// <param name="route">The route.</param>
    /// <param name="location">Its location: that of the controller for an inherited route.</param>
    /// <param name="known">The types to compare with.</param>
    /// <returns>The name with its location; null when the endpoint has none.</returns>
    public static EndpointName? Of(ParsedRoute route, Location location, KnownTypes known)
    {
        // The name of the route is the last one in the metadata of the endpoint, and the last one counts.
        if (route.Route.Name is { } name)
        {
            return new EndpointName(name, LocationOf(route.Attribute!, Name));
        }

        return route.Method!.InheritedAttribute(known.EndpointName) is { } attribute &&
            attribute.ConstructorArguments.FirstOrDefault().Value is string declared
                ? new EndpointName(declared, LocationOf(attribute, argument: null))
                : null;

        Location LocationOf(AttributeData attribute, string? argument) =>
            route.Location == location ? Find(attribute, argument) ?? location : location;
    }

    private static Location? Find(AttributeData attribute, string? name) =>
        (attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax)?.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name)?.Expression.GetLocation();
}

/// <param name="Text">The name.</param>
/// <param name="Location">The location of the attribute's argument; that of the controller for an inherited route.</param>
internal sealed record EndpointName(string Text, Location Location);
