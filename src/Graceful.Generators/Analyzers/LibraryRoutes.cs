using Graceful.Generators.Analyzers.Programs;
using Graceful.Generators.Model;
using Graceful.Generators.Parsing;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers;

/// <summary>The routes of referenced libraries, which must not tie with those of the program. They have no source location.</summary>
internal static class LibraryRoutes
{
    public static IEnumerable<ProgramRoute> Of(AnalyzedProgram program)
    {
        var compilation = program.Compilation;
        string[] names = program.Declarations.MayExclude
            ? [.. ExcludedControllers.Of(compilation).Select(ExcludedControllers.NameIn).OfType<string>()]
            : [];
        return ExcludedControllers.Without(LibraryReader.ReadAll(compilation), names)
            .SelectMany(controller => controller.Routes.Select(route => new ProgramRoute(
                new RouteEntry(route.Pattern, route.Verbs, route.Order, controller.Title(route)) { Hosts = route.Hosts },
                Location.None,
                Controller: string.Empty)));
    }
}
