using Graceful.Generators.Collections;
using Graceful.Generators.RouteTree;

namespace Graceful.Generators.Model;

/// <summary>The controllers of a referenced assembly.</summary>
/// <param name="Assembly">Its name.</param>
/// <param name="Controllers">Its controllers.</param>
/// <param name="NotRead">The reason why some controllers cannot be served; null when all can.</param>
internal sealed record LibraryModel(string Assembly, EquatableArray<LibraryController> Controllers, string? NotRead);

/// <param name="FullName">The controller, as <see cref="ControllerModel.FullName"/> has it.</param>
/// <param name="Assembly">The library that it is in.</param>
/// <param name="Entry">The public type that has its routes.</param>
/// <param name="Links">The public type of its links; null when there is none.</param>
/// <param name="Routes">Its routes.</param>
internal sealed record LibraryController(string FullName, string Assembly, string Entry, string? Links, EquatableArray<LibraryRoute> Routes)
{
    /// <summary>Returns the name of the action of a route, for messages.</summary>
    public string Title(LibraryRoute route) => $"{FullName}.{route.Action} in {Assembly}";
}

/// <param name="Member">The property of the entry.</param>
/// <param name="Action">The action.</param>
/// <param name="Pattern">The pattern.</param>
/// <param name="Verbs">The HTTP methods.</param>
/// <param name="Order">Its order among routes that match the same path.</param>
internal sealed record LibraryRoute(string Member, string Action, RoutePattern Pattern, RouteVerbs Verbs, int Order)
{
    /// <summary>Its hosts, separated by commas; null for every host.</summary>
    public string? Hosts { get; init; }
}
