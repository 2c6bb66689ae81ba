using Graceful.Generators.Analyzers.Programs;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers;

/// <summary>What is wrong between routes, over all those of a program: those of referenced libraries included, which have no location.</summary>
internal static class RouteReports
{
    /// <summary>
    /// Each route that ties with one before it: those of libraries come first, then the order of the source counts. Where the two
    /// are in different files it is said in both, since an editor may show only one of them.
    /// </summary>
    /// <remarks>Where only one of the two is in the source, it is reported there, whichever it is.</remarks>
    public static IEnumerable<(string Controller, Diagnostic Diagnostic)> Ties(IEnumerable<ProgramRoute> routes)
    {
        var saidOfFirst = new HashSet<ProgramRoute>();
        foreach (var tie in RouteConflicts.Ties(InOrder(routes), route => route.Entry))
        {
            var (first, second) = tie.Second.Location.IsInSource ? (tie.First, tie.Second) : (tie.Second, tie.First);
            yield return (second.Controller, Tie(second, first, tie));
            if (first.Location.IsInSource && first.Location.SourceTree != second.Location.SourceTree && saidOfFirst.Add(first))
            {
                yield return (first.Controller, Tie(first, second, tie));
            }
        }
    }

    /// <summary>Each route that no request reaches, because others are asked first and match all that it matches.</summary>
    public static IEnumerable<(string Controller, Diagnostic Diagnostic)> Unreachable(IEnumerable<ProgramRoute> routes)
    {
        foreach (var (hidden, by) in UnreachableRoutes.Find([.. InOrder(routes)], route => route.Entry))
        {
            if (hidden.Location.IsInSource)
            {
                yield return (hidden.Controller, Diagnostic.Create(
                    Descriptors.UnreachableRoute,
                    hidden.Location,
                    Place(by),
                    hidden.Entry.Title,
                    hidden.Entry.Route,
                    $"'{by.Entry.Title}' of {by.Entry.Route} is asked first and answers all of its paths"));
            }
        }
    }

    private static Diagnostic Tie(ProgramRoute route, ProgramRoute other, RouteTie<ProgramRoute> tie) => tie.IsSame
        ? Diagnostic.Create(Descriptors.DuplicateRoute, route.Location, Place(other), route.Entry.Title, route.Entry.Route, other.Entry.Route)
        : Diagnostic.Create(
            Descriptors.AmbiguousRoutes, route.Location, Place(other), route.Entry.Title, route.Entry.Route, other.Entry.Title, other.Entry.Route, tie.Path);

    private static Location[] Place(ProgramRoute route) => route.Location.IsInSource ? [route.Location] : [];

    private static IEnumerable<ProgramRoute> InOrder(IEnumerable<ProgramRoute> routes) => routes
        .OrderBy(route => route.Location.SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(route => route.Location.SourceSpan.Start)
        .ThenBy(route => route.Entry.Title, StringComparer.Ordinal);
}
