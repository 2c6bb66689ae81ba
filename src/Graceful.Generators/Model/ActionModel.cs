using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>A method that answers requests, with everything that runs around it.</summary>
/// <param name="Name">The method's name, with a number behind it when another action of the controller has the same.</param>
/// <param name="Routes">Where it answers.</param>
/// <param name="RouteParameters">The union of the parameters of its routes, in the order of first appearance: each index is a slot.</param>
/// <param name="Call">The action itself.</param>
/// <param name="Before">The hook that runs before it.</param>
/// <param name="After">The hook that runs after it.</param>
/// <param name="NeedsController">Whether the action or a hook is an instance method.</param>
/// <param name="Context">How the context is made; null when nobody takes one.</param>
/// <param name="Description">What is said of it to what describes endpoints.</param>
/// <param name="IsPublic">Whether other assemblies can name it and everything that it takes.</param>
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
    EquatableArray<AttributeModel> Metadata);
