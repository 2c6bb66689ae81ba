using Graceful.Generators.RouteTree;

namespace Graceful.Generators.Model;

/// <summary>One route of an action.</summary>
/// <param name="Pattern">Where it answers.</param>
/// <param name="Verbs">What it answers; none means every method.</param>
/// <param name="Name">Its name, for link generation.</param>
/// <param name="Order">Its place before or behind others that match too.</param>
internal sealed record RouteModel(RoutePattern Pattern, RouteVerbs Verbs, string? Name, int Order)
{
    /// <summary>The only hosts that it answers, with commas between them; null when it answers all.</summary>
    public string? Hosts { get; init; }

    /// <summary>What comments and messages call it: <c>GET /orders/{id}</c>.</summary>
    public string Title => RouteVerbNames.Title(Verbs, Pattern);
}
