using Graceful.Generators.Analyzers.Programs;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers;

/// <summary>Compares the routes of a program, including those of referenced libraries, which have no location.</summary>
internal static class RouteDiagnostics
{
    /// <summary>
    /// Returns a diagnostic for each route that ties with an earlier one. Routes of libraries come first, then source order counts.
    /// Routes in different files are reported in both, because an editor may show only one of the files.
    /// </summary>
    /// <remarks>A tie of a source route and a library route is reported at the source route.</remarks>
    public static IEnumerable<(string Controller, Diagnostic Diagnostic)> Ties(IEnumerable<ProgramRoute> routes)
    {
        var reportedFirst = new HashSet<ProgramRoute>();
        foreach (var tie in RouteConflicts.Ties(InOrder(routes), route => route.Entry))
        {
            var (first, second) = tie.Second.Location.IsInSource ? (tie.First, tie.Second) : (tie.Second, tie.First);
            yield return (second.Controller, Tie(second, first, tie));
            if (first.Location.IsInSource && first.Location.SourceTree != second.Location.SourceTree && reportedFirst.Add(first))
            {
                yield return (first.Controller, Tie(first, second, tie));
            }
        }
    }

    /// <summary>Returns a diagnostic for each route whose every path is matched by a route that is tried first.</summary>
    public static IEnumerable<(string Controller, Diagnostic Diagnostic)> Unreachable(IEnumerable<ProgramRoute> routes)
    {
        foreach (var (hidden, by) in UnreachableRoutes.Find([.. InOrder(routes)], route => route.Entry))
        {
            if (hidden.Location.IsInSource)
            {
                yield return (hidden.Controller, Diagnostic.Create(
                    Descriptors.UnreachableRoute,
                    hidden.Location,
                    SourceLocations(by),
                    hidden.Entry.Title,
                    hidden.Entry.Route,
                    by.Entry.Title,
                    by.Entry.Route));
            }
        }
    }

    /// <summary>
    /// Returns a diagnostic for each route with the endpoint name of an earlier one. Routes in different files are reported in both.
    /// </summary>
    public static IEnumerable<(string Controller, Diagnostic Diagnostic)> SameNames(IEnumerable<ProgramRoute> routes)
    {
        foreach (var same in InOrder(routes).Where(route => route.EndpointName is not null)
            .GroupBy(route => route.EndpointName!.Text, StringComparer.Ordinal))
        {
            var first = same.First();
            foreach (var other in same.Skip(1))
            {
                yield return (other.Controller, SameName(other, first));
            }

            if (same.FirstOrDefault(other => other.Location.SourceTree != first.Location.SourceTree) is { } elsewhere)
            {
                yield return (first.Controller, SameName(first, elsewhere));
            }
        }
    }

    private static Diagnostic SameName(ProgramRoute route, ProgramRoute other) => Diagnostic.Create(
        Descriptors.DuplicateEndpointName,
        route.EndpointName!.Location,
        [other.EndpointName!.Location],
        route.EndpointName.Text,
        route.Entry.Title,
        route.Entry.Route,
        other.Entry.Title,
        other.Entry.Route);

    private static Diagnostic Tie(ProgramRoute route, ProgramRoute other, RouteTie<ProgramRoute> tie) => tie.IsSame
        ? Diagnostic.Create(
            Descriptors.DuplicateRoute,
            route.Location,
            SourceLocations(other),
            route.Entry.Title,
            route.Entry.Route,
            other.Entry.Route)
        : Diagnostic.Create(
            Descriptors.AmbiguousRoutes,
            route.Location,
            SourceLocations(other),
            route.Entry.Title,
            route.Entry.Route,
            other.Entry.Title,
            other.Entry.Route,
            tie.Path);

    private static Location[] SourceLocations(ProgramRoute route) => route.Location.IsInSource ? [route.Location] : [];

    private static IEnumerable<ProgramRoute> InOrder(IEnumerable<ProgramRoute> routes) => routes
        .OrderBy(route => route.Location.SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(route => route.Location.SourceSpan.Start)
        .ThenBy(route => route.Entry.Title, StringComparer.Ordinal);
}
