using Graceful.Generators.Collections;
using Graceful.Generators.Model;

namespace Graceful.Generators.Parsing;

/// <summary>Parses the markers of one assembly.</summary>
internal static class LibraryParser
{
    public static LibraryModel? Parse(string assembly, IEnumerable<Marker> markers)
    {
        var controllers = new List<LibraryController>();
        string? notRead = null;
        foreach (var marker in markers)
        {
            if (Controller(assembly, marker) is { } controller)
            {
                controllers.Add(controller);
            }
            else
            {
                notRead ??= Reason(marker);
            }
        }

        return controllers.Count == 0 && notRead is null
            ? null
            : new LibraryModel(assembly,
                controllers.OrderBy(controller => controller.FullName, StringComparer.Ordinal).ToEquatableArray(), notRead);
    }

    private static LibraryController? Controller(string assembly, Marker marker)
    {
        if (marker is not { Version: LibraryMarker.Version, Abi: LibraryMarker.Abi, Controller: { Length: > 0 } name,
            Entry: { Length: > 0 } entry })
        {
            return null;
        }

        var routes = marker.Routes.Select(LibraryMarker.Read).ToArray();
        return routes.Any(route => route is null)
            ? null
            : new LibraryController(name, assembly, entry, marker.Links, routes.OfType<LibraryRoute>().ToEquatableArray());
    }

    private static string Reason(Marker marker) => marker switch
    {
        { Version: not LibraryMarker.Version } =>
            $"they are written in format {marker.Version}, and this program is compiled with format {LibraryMarker.Version}",
        { Abi: not LibraryMarker.Abi } =>
            $"their code calls version {marker.Abi} of the runtime, and this program is compiled for version {LibraryMarker.Abi}",
        _ => $"the routes of {marker.Controller ?? "one of them"} are not understood",
    };

    /// <summary>The arguments of a <c>[CompiledController]</c>.</summary>
    internal sealed record Marker(int Version, int Abi, string? Controller, string? Entry, string? Links, IReadOnlyList<string> Routes);
}
