using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>A method that handles requests, with its hooks and filters.</summary>
/// <param name="Name">The name of the method, with a number when another action of the controller has the same name.</param>
/// <param name="Routes">Its routes.</param>
/// <param name="RouteParameters">The union of the parameters of its routes, in the order of first appearance: each index is a slot.</param>
/// <param name="Call">The call of the action.</param>
/// <param name="Before">The hook that runs before it.</param>
/// <param name="After">The hook that runs after it.</param>
/// <param name="NeedsController">True when the action or a hook is an instance method.</param>
/// <param name="Context">How the context is created; null when neither the action nor a hook takes one.</param>
/// <param name="Description">Its description for OpenAPI and the API explorer.</param>
/// <param name="IsPublic">True when other assemblies can access it and all types of its parameters.</param>
/// <param name="Metadata">The attributes that become metadata of its endpoints: the controller's first, then its own.</param>
internal sealed record ActionModel(
    string Name,
    EquatableArray<RouteModel> Routes,
    EquatableArray<RouteParameterModel> RouteParameters,
    CallModel Call,
    CallModel? Before,
    CallModel? After,
    bool NeedsController,
    CreationModel? Context,
    DescriptionModel Description,
    bool IsPublic,
    EquatableArray<AttributeModel> Metadata)
{
    /// <summary>The additional facts about an action of an MVC controller; null for our own controllers.</summary>
    public MvcActionModel? Mvc { get; init; }
}
