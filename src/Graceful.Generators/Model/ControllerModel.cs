using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>A controller, with what it takes to create one.</summary>
/// <param name="FullName">As a developer writes it: <c>Shop.Controllers.OrderController</c>; <c>+</c> before a nested class.</param>
/// <param name="Creation">How an instance is made; null when no action needs one.</param>
/// <param name="Actions">In the order of the source.</param>
internal sealed record ControllerModel(string FullName, CreationModel? Creation, EquatableArray<ActionModel> Actions);
