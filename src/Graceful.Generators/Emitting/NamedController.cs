using System.Collections.Immutable;
using Graceful.Generators.Model;
using Graceful.Generators.RouteTree;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>A controller with the names of what is generated for it, which no other controller has.</summary>
/// <param name="Controller">The controller.</param>
/// <param name="Names">The names.</param>
internal sealed record NamedController(ControllerModel Controller, GeneratedNames Names)
{
    public string Namespace => Names.Namespace(GeneratedNames.Actions);

    public string Class => Names.Class + "Actions";

    public string File => Names.File(string.Empty);

    public string FullClass => $"global::{Namespace}.{Class}";

    public IEnumerable<RouteEntry> Routes => Controller.Actions.SelectMany(action => action.Routes.Select((route, i) =>
        new RouteEntry(route.Pattern, route.Verbs, route.Order, $"{FullClass}.{ClassOf(action)}.{EndpointEmitter.Field(i)}") { Hosts = route.Hosts }));

    /// <summary>The class of one action. The suffixes keep it from being called as its members or as the class around it.</summary>
    public static string ClassOf(ActionModel action) => action.Name + "Action";

    /// <summary>
    /// Two controllers may have names that differ only in case, which hint names do not tell apart, or that become one when a
    /// nested class is written as one word: the later ones get a number.
    /// </summary>
    public static IEnumerable<NamedController> Name(ImmutableArray<ControllerModel> controllers)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var controller in controllers.OrderBy(controller => controller.FullName, StringComparer.Ordinal))
        {
            var number = 1;
            var name = controller.FullName.Replace('+', '_');
            while (!taken.Add(name + Suffix(number)))
            {
                number++;
            }

            yield return new NamedController(controller, new GeneratedNames(name, Suffix(number)));
        }
    }

    private static string Suffix(int number) => number == 1 ? string.Empty : Number(number);
}
