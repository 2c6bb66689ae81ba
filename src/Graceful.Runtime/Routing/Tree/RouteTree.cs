using System.ComponentModel;

namespace Graceful.Routing;

/// <summary>
/// The routes of an app with so many that code for each would cost more compile time than it saves run time. Created by generated code,
/// from a line for each route.
/// </summary>
/// <remarks>The parts are in any order: the tree decides which route precedes another, except between the lines of one path.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RouteTree
{
    /// <summary>The roots of the orders, the lowest first: tried one after the other.</summary>
    private readonly RouteTreeNode[] _roots;

    /// <summary>Creates the tree.</summary>
    /// <param name="parts">The routes.</param>
    public RouteTree(params RouteTreePart[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        _roots = RouteTreeParser.Parse(parts);
    }

    /// <summary>Finds the route for a path and a method.</summary>
    /// <param name="search">The path and verb to match; receives the captures of the route.</param>
    /// <returns>The route, or null.</returns>
    public ActionRoute? Match(scoped ref RouteSearch search)
    {
        search.FindSlashes(captures: 0);
        foreach (var root in _roots)
        {
            if (Match(root, 0, 0, ref search) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Continues after a segment, at a slash or at the end of the path. The order of the attempts is that of precedence.</summary>
    private static ActionRoute? Match(RouteTreeNode node, int position, int capture, scoped ref RouteSearch search)
    {
        while (position < search.Path.Length)
        {
            var start = position + 1;
            var end = start < search.Path.Length ? search.EndOfSegment(start) : start;
            if (end > start)
            {
                if (node.Literal(search.Path[start..end]) is { } literal)
                {
                    if (!node.HasOwnParameters)
                    {
                        (node, position) = (literal, end);
                        continue;
                    }

                    if (Match(literal, end, capture, ref search) is { } found)
                    {
                        return found;
                    }
                }

                if (MatchParameter(node, start, end, capture, ref search) is { } other)
                {
                    return other;
                }
            }

            if (node.CatchAlls.Length == 0)
            {
                return null;
            }

            search.CaptureRest(capture, start);
            return First(node.CatchAlls, ref search);
        }

        return First(node.Ends, ref search);
    }

    private static ActionRoute? MatchParameter(RouteTreeNode node, int start, int end, int capture, scoped ref RouteSearch search)
    {
        if (!node.HasOwnParameters)
        {
            return null;
        }

        search.Capture(capture, start, end);
        if (node.Constrained is { } constrained && Match(constrained, end, capture + 1, ref search) is { } found)
        {
            return found;
        }

        return node.Parameter is { } parameter ? Match(parameter, end, capture + 1, ref search) : null;
    }

    private static ActionRoute? First(RouteTreeLeaf[] leaves, scoped ref RouteSearch search)
    {
        foreach (var leaf in leaves)
        {
            // The verb comes last: a refused verb counts only when everything else matches.
            if (!leaf.IsMet(ref search) || (leaf.Verbs != RouteVerbs.None && !search.Accepts(leaf.Verbs)))
            {
                continue;
            }

            foreach (var absent in leaf.Absent)
            {
                search.CaptureNothing(absent);
            }

            return leaf.Route;
        }

        return null;
    }
}
