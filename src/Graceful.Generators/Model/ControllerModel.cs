using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>A controller and its actions.</summary>
/// <param name="FullName">The readable name: <c>Shop.Controllers.OrderController</c>, with <c>+</c> before a nested class.</param>
/// <param name="Creation">How an instance is created; null when no action needs one.</param>
/// <param name="Actions">The actions, in source order.</param>
internal sealed record ControllerModel(string FullName, CreationModel? Creation, EquatableArray<ActionModel> Actions)
{
    /// <summary>The members of the anonymous objects in a controller of MVC, which may be route values.</summary>
    public EquatableArray<string> RouteValues { get; init; } = EquatableArray<string>.Empty;

    /// <summary>The models that a controller of MVC passes to <c>TryValidateModel</c>.</summary>
    public EquatableArray<MvcModelModel> Models { get; init; } = EquatableArray<MvcModelModel>.Empty;

    /// <summary>The filters that attributes of a controller of MVC name, and that generated code creates.</summary>
    public EquatableArray<MvcFilterModel> Filters { get; init; } = EquatableArray<MvcFilterModel>.Empty;

    /// <summary>True for a controller of MVC.</summary>
    public bool IsMvc => Actions.Any(action => action.Mvc is not null);
}
