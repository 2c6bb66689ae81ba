using System.Collections.Immutable;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Graceful.Generators.RouteTree;

namespace Graceful.Generators.Emitting;

/// <summary>A controller with the unique names of its generated types and files.</summary>
/// <param name="Controller">The controller.</param>
/// <param name="Names">The names.</param>
internal sealed record NamedController(ControllerModel Controller, GeneratedNames Names)
{
    public string Namespace => Names.Namespace(GeneratedNames.Actions);

    public string Class => Names.Class + "Actions";

    public string File => Names.File(string.Empty);

    public string FullClass => $"global::{Namespace}.{Class}";

    public IEnumerable<RouteEntry> Routes => Controller.Actions.SelectMany(action => action.Routes.Select((route, i) =>
        new RouteEntry(route.Pattern, route.Verbs, route.Order, Field(action, i)) { Hosts = route.Hosts }));

    /// <summary>Returns the full name of the field of a route.</summary>
    public string Field(ActionModel action, int index) => $"{FullClass}.{EndpointEmitter.Field(action, index)}";

    /// <summary>Returns the class of the code of an action that shares none. The suffix prevents a collision with other members.</summary>
    public static string ClassOf(ActionModel action) => action.Name + "Action";

    /// <summary>
    /// Names of controllers may differ in case only, which hint names ignore, or become the same when a nested class is written as
    /// one word. The later ones get a number.
    /// </summary>
    public static IEnumerable<NamedController> Name(ImmutableArray<ControllerModel> controllers)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var controller in controllers.OrderBy(controller => controller.FullName, StringComparer.Ordinal))
        {
            var name = controller.FullName.Replace('+', '_');
            var suffix = taken.AddUnique(name).Substring(name.Length);
            yield return new NamedController(controller, new GeneratedNames(name, suffix));
        }
    }
}
