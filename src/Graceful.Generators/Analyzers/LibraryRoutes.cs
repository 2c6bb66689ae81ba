using Graceful.Generators.Analyzers.Programs;
using Graceful.Generators.Model;
using Graceful.Generators.Parsing;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers;

/// <summary>The routes of referenced libraries, which those of the program must not tie with. They have no place in its source.</summary>
internal static class LibraryRoutes
{
    public static IEnumerable<ProgramRoute> Of(Compilation compilation)
    {
        var names = ExcludedControllers.Of(compilation).Select(ExcludedControllers.NameIn).OfType<string>().ToArray();
        return ExcludedControllers.Without(LibraryReader.ReadAll(compilation), names).SelectMany(controller => controller.Routes.Select(route =>
            new ProgramRoute(new RouteEntry(route.Pattern, route.Verbs, route.Order, controller.Title(route)) { Hosts = route.Hosts }, Location.None, Controller: string.Empty)));
    }
}
