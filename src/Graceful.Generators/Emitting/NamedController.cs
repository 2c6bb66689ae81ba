using System.Collections.Immutable;
using Graceful.Generators.Model;
using Graceful.Generators.RouteTree;

namespace Graceful.Generators.Emitting;

/// <summary>A controller with the names of what is generated for it, which no other controller has.</summary>
/// <param name="Controller">The controller.</param>
/// <param name="Namespace">The namespace of the class that holds its endpoints.</param>
/// <param name="Class">That class.</param>
/// <param name="File">The hint name of the file.</param>
internal sealed record NamedController(ControllerModel Controller, string Namespace, string Class, string File)
{
    // Apart from Graceful.Generated.Routes, since an app may have a namespace Routes.
    private const string Root = "Graceful.Generated.Actions";

    public string FullClass => $"global::{Namespace}.{Class}";

    public IEnumerable<RouteEntry> Routes => Controller.Actions.SelectMany(action => action.Routes.Select((route, i) =>
        new RouteEntry(route.Pattern, route.Verbs, route.Order, $"{FullClass}.{ClassOf(action)}.{EndpointEmitter.Field(i)}")));

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

            var dot = name.LastIndexOf('.');
            var space = dot < 0 ? Root : $"{Root}.{string.Join(".", name.Substring(0, dot).Split('.').Select(Parsing.TypeNames.Identifier))}";
            yield return new NamedController(
                controller,
                space,
                name.Substring(dot + 1) + Suffix(number) + "Actions",
                $"{name}{Suffix(number)}.g.cs");
        }
    }

    private static string Suffix(int number) => number == 1 ? string.Empty : number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
