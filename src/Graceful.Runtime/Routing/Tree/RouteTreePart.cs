using System.ComponentModel;

namespace Graceful.Routing;

/// <summary>Some of the routes of a <see cref="RouteTree"/>, those of one generated file. Created by generated code.</summary>
/// <remarks>
/// A line has the verbs (<c>*</c> for all), <c>?</c> and the number of a condition, <c>-</c> and the captures to clear, and the path:
/// <c>GET,HEAD ?3 -0,1 /orders/{id:}/lines/{name}/{*rest}</c>. Braces with a colon are a segment with constraints or of several parts.
/// The routes after a line such as <c>order 1</c> have that order, those before it the order 0. All routes of one path are in one part,
/// in the order of precedence.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RouteTreePart
{
    /// <summary>Creates the part.</summary>
    /// <param name="lines">The routes.</param>
    /// <param name="route">Returns the route of a line, counted without those of orders.</param>
    /// <param name="isMet">Checks a condition; null when no line has one.</param>
    public RouteTreePart(string lines, Func<int, ActionRoute> route, RouteCondition? isMet = null)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(route);
        (Lines, Route, IsMet) = (lines, route, isMet);
    }

    internal string Lines { get; }

    internal Func<int, ActionRoute> Route { get; }

    internal RouteCondition? IsMet { get; }
}
