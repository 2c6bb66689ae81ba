using Graceful.Generators.Parsing;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers;

/// <summary>What is wrong between routes, over all those of a program: those of referenced libraries included, which have no location.</summary>
internal static class RouteReports
{
    /// <summary>Reports each route that ties with one before it: those of libraries come first, then the order of the source counts.</summary>
    /// <remarks>Where only one of the two is in the source, it is reported there, whichever it is.</remarks>
    public static void ReportTies(IEnumerable<FoundRoute> routes, Action<Diagnostic> report)
    {
        foreach (var tie in RouteConflicts.Ties(InOrder(routes), Entry))
        {
            var (first, second) = tie.Second.Location.IsInSource ? (tie.First, tie.Second) : (tie.Second, tie.First);
            Location[] others = first.Location.IsInSource ? [first.Location] : [];
            report(tie.IsSame
                ? Diagnostic.Create(Descriptors.DuplicateRoute, second.Location, others, second.Route.Title, second.Action, first.Action)
                : Diagnostic.Create(
                    Descriptors.AmbiguousRoutes, second.Location, others, second.Route.Title, second.Action, first.Route.Title, first.Action, tie.Path));
        }
    }

    /// <summary>Reports each route that no request reaches, because others are asked first and match all that it matches.</summary>
    public static void ReportUnreachable(IEnumerable<FoundRoute> routes, Action<Diagnostic> report)
    {
        foreach (var (hidden, by) in UnreachableRoutes.Find([.. InOrder(routes)], Entry))
        {
            if (hidden.Location.IsInSource)
            {
                Location[] others = by.Location.IsInSource ? [by.Location] : [];
                report(Diagnostic.Create(
                    Descriptors.UnreachableRoute,
                    hidden.Location,
                    others,
                    hidden.Route.Title,
                    hidden.Action,
                    $"'{by.Route.Title}' of {by.Action} is asked first and answers all of its paths"));
            }
        }
    }

    private static IEnumerable<FoundRoute> InOrder(IEnumerable<FoundRoute> routes) => routes
        .OrderBy(route => route.Location.SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(route => route.Location.SourceSpan.Start)
        .ThenBy(route => route.Route.Title, StringComparer.Ordinal);

    private static RouteEntry Entry(FoundRoute found) => new(found.Route.Pattern, found.Route.Verbs, found.Route.Order, found.Action) { Hosts = found.Route.Hosts };
}
