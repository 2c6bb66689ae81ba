using Graceful.Generators.RouteTree;

namespace Graceful.Generators.Model;

/// <summary>One route of an action.</summary>
/// <param name="Pattern">The pattern.</param>
/// <param name="Verbs">The HTTP methods; none means every method.</param>
/// <param name="Name">Its name, for link generation.</param>
/// <param name="Order">Its order among routes that match the same path.</param>
internal sealed record RouteModel(RoutePattern Pattern, RouteVerbs Verbs, string? Name, int Order)
{
    /// <summary>Its hosts, separated by commas; null for every host.</summary>
    public string? Hosts { get; init; }

    /// <summary>The name in comments and messages: <c>GET /orders/{id}</c>.</summary>
    public string Title => RouteVerbNames.Title(Verbs, Pattern);
}
