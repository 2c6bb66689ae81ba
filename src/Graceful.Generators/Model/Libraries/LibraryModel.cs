using Graceful.Generators.Collections;
using Graceful.Generators.RouteTree;

namespace Graceful.Generators.Model;

/// <summary>What a referenced assembly says of its controllers.</summary>
/// <param name="Assembly">Its name.</param>
/// <param name="Controllers">Its controllers.</param>
/// <param name="NotRead">Why some of them cannot be served; null when all can.</param>
internal sealed record LibraryModel(string Assembly, EquatableArray<LibraryController> Controllers, string? NotRead);

/// <param name="FullName">The controller, as <see cref="ControllerModel.FullName"/> has it.</param>
/// <param name="Assembly">The library that it is in.</param>
/// <param name="Entry">The public type that holds its routes.</param>
/// <param name="Links">The public type that makes links to it; null when there is none.</param>
/// <param name="Routes">Its routes.</param>
internal sealed record LibraryController(string FullName, string Assembly, string Entry, string? Links, EquatableArray<LibraryRoute> Routes)
{
    /// <summary>What messages call the action of a route.</summary>
    public string Title(LibraryRoute route) => $"{FullName}.{route.Action} in {Assembly}";
}

/// <param name="Member">The property of the entry.</param>
/// <param name="Action">The action.</param>
/// <param name="Pattern">Where it answers.</param>
/// <param name="Verbs">What it answers.</param>
/// <param name="Order">Its place before or behind others that match too.</param>
internal sealed record LibraryRoute(string Member, string Action, RoutePattern Pattern, RouteVerbs Verbs, int Order)
{
    /// <summary>The only hosts that it answers, with commas between them; null when it answers all.</summary>
    public string? Hosts { get; init; }
}
