using Graceful.Generators.Model;
using Graceful.Generators.RouteTree;

namespace Graceful.Generators.Emitting;

/// <summary>The routes of a library's controller, as the program that serves them refers to them.</summary>
internal static class LibraryEntries
{
    /// <summary>Returns the public type that has the routes as properties, and a method that lists their endpoints.</summary>
    public static string ClassOf(LibraryController controller) => "global::" + controller.Entry;

    public static IEnumerable<RouteEntry> Of(LibraryController controller) => controller.Routes.Select(route =>
        new RouteEntry(route.Pattern, route.Verbs, route.Order, $"{ClassOf(controller)}.{route.Member}") { Hosts = route.Hosts });
}
