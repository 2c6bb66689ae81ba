using Graceful.Generators.Model;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers;

/// <summary>The routes of referenced libraries, which those of the program must not tie with. They have no place in its source.</summary>
internal static class LibraryRoutes
{
    public static IEnumerable<FoundRoute> Of(Compilation compilation)
    {
        var names = ExcludedControllers.Of(compilation).Select(ExcludedControllers.NameIn).OfType<string>().ToArray();
        return ExcludedControllers.Without(LibraryReader.ReadAll(compilation), names).SelectMany(controller => controller.Routes.Select(route =>
            new FoundRoute(new RouteModel(route.Pattern, route.Verbs, Name: null, route.Order) { Hosts = route.Hosts }, Location.None, controller.Title(route))));
    }
}
