using Graceful.Generators.Collections;
using Graceful.Generators.Model;

namespace Graceful.Generators.Emitting;

/// <summary>A controller with the shapes of its actions.</summary>
/// <param name="Named">The controller.</param>
/// <param name="Shapes">The shapes that its actions use.</param>
/// <param name="ByAction">The name of the shape of each action, in their order; empty for one that has code of its own.</param>
internal sealed record ShapedController(NamedController Named, EquatableArray<ActionShape> Shapes, EquatableArray<string> ByAction)
{
    public static ShapedController Of(NamedController named)
    {
        ActionShape?[] shapes = [.. named.Controller.Actions.Select(action => Shape(named.Controller, action))];
        return new ShapedController(
            named,
            shapes.OfType<ActionShape>().ToEquatableArray(),
            shapes.Select(shape => shape?.Name ?? string.Empty).ToEquatableArray());
    }

    /// <summary>After an exception there is none: the file of the controller then fails for the same reason, and reports it.</summary>
    private static ActionShape? Shape(ControllerModel controller, ActionModel action)
    {
        try
        {
            return ActionShape.Of(controller, action);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return null;
        }
    }
}
