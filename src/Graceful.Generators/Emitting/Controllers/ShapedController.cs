using Graceful.Generators.Collections;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;

namespace Graceful.Generators.Emitting;

/// <summary>A controller with the shapes of its actions.</summary>
/// <param name="Named">The controller.</param>
/// <param name="Shapes">The shapes that its actions use.</param>
/// <param name="ByAction">The name of the shape of each action, in their order; empty for one that has code of its own.</param>
internal sealed record ShapedController(NamedController Named, EquatableArray<ActionShape> Shapes, EquatableArray<string> ByAction)
{
    /// <summary>The exceptions of actions, which then have code of their own.</summary>
    public EquatableArray<InternalFailure> Failures { get; private init; } = EquatableArray<InternalFailure>.Empty;

    public static ShapedController Of(NamedController named)
    {
        var failures = new List<InternalFailure>();
        ActionShape?[] shapes = [.. named.Controller.Actions.Select(action => Shape(named.Controller, action, failures))];
        return new ShapedController(
            named,
            shapes.OfType<ActionShape>().ToEquatableArray(),
            shapes.Select(shape => shape?.Name ?? string.Empty).ToEquatableArray())
        {
            Failures = failures.ToEquatableArray(),
        };
    }

    private static ActionShape? Shape(ControllerModel controller, ActionModel action, List<InternalFailure> failures)
    {
        try
        {
            return ActionShape.Of(controller, action);
        }
        catch (Exception exception) when (InternalErrors.IsInternal(exception))
        {
            failures.Add(InternalFailure.Of($"{controller.FullName}.{action.Name}", exception));
            return null;
        }
    }
}
