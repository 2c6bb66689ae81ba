using System.ComponentModel;
using System.Globalization;

namespace Graceful.Routing;

/// <summary>
/// The routes of an app with so many that code for each would cost more compile time than it saves run time. Created by generated code,
/// from a line for each route.
/// </summary>
/// <remarks>
/// A line has the verbs (<c>*</c> for all), <c>?</c> and the number of a condition, <c>-</c> and the captures to clear, and the path:
/// <c>GET,HEAD ?3 -0,1 /orders/{id:}/lines/{name}/{*rest}</c>. Braces with a colon are a segment with constraints or of several parts. A
/// blank line separates routes of different orders. The lines of one path are in the order of precedence.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RouteTree
{
    private readonly Func<int, ActionRoute> _route;
    private readonly RouteCondition _isMet;

    /// <summary>The root for each order: tried one after the other.</summary>
    private readonly RouteTreeNode[] _roots;

    /// <summary>Creates the tree.</summary>
    /// <param name="route">Returns the route of a line, counted without the blank ones.</param>
    /// <param name="isMet">Checks a condition.</param>
    /// <param name="lines">The routes.</param>
    public RouteTree(Func<int, ActionRoute> route, RouteCondition isMet, string lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        (_route, _isMet) = (route, isMet);
        var (roots, count) = (new List<RouteTreeNode> { new(string.Empty) }, 0);
        foreach (var range in lines.AsSpan().Split('\n'))
        {
            var line = lines.AsSpan()[range];
            if (line.IsEmpty)
            {
                roots.Add(new RouteTreeNode(string.Empty));
                continue;
            }

            Add(roots[^1], line, count++);
        }

        _roots = [.. roots];
        foreach (var root in _roots)
        {
            root.Finish();
        }
    }

    /// <summary>Finds the route for a path and a method.</summary>
    /// <param name="search">The path and verb to match; receives the captures of the route.</param>
    /// <returns>The route, or null.</returns>
    public ActionRoute? Match(scoped ref RouteSearch search)
    {
        search.FindSlashes();
        foreach (var root in _roots)
        {
            if (Match(root, 0, 0, ref search) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static void Add(RouteTreeNode root, ReadOnlySpan<char> line, int index)
    {
        var start = line.IndexOf('/');
        var (verbs, condition, absent) = (RouteVerbs.None, RouteTreeLeaf.NoCondition, Array.Empty<int>());
        foreach (var range in line[..start].Split(' '))
        {
            var word = line[..start][range];
            if (word is ['?', .. var number])
            {
                condition = int.Parse(number, CultureInfo.InvariantCulture);
            }
            else if (word is ['-', .. var captures])
            {
                absent = Numbers(captures);
            }
            else if (word is not "" and not "*")
            {
                verbs = Verbs(word);
            }
        }

        var leaf = new RouteTreeLeaf(index, verbs, condition, absent);
        var node = root;
        var path = line[(start + 1)..];
        foreach (var range in path.Split('/'))
        {
            var segment = path[range];
            if (segment is ['{', '*', ..])
            {
                node.AddCatchAll(leaf);
                return;
            }

            node = segment.IsEmpty ? node : node.Next(segment);
        }

        node.AddEnd(leaf);
    }

    private static int[] Numbers(ReadOnlySpan<char> text)
    {
        var numbers = new List<int>();
        foreach (var range in text.Split(','))
        {
            numbers.Add(int.Parse(text[range], CultureInfo.InvariantCulture));
        }

        return [.. numbers];
    }

    private static RouteVerbs Verbs(ReadOnlySpan<char> text)
    {
        var verbs = RouteVerbs.None;
        foreach (var range in text.Split(','))
        {
            verbs |= RouteVerbNames.Parse(text[range].ToString());
        }

        return verbs;
    }

    /// <summary>Continues after a segment, at a slash or at the end of the path. The order of the attempts is that of precedence.</summary>
    private ActionRoute? Match(RouteTreeNode node, int position, int capture, scoped ref RouteSearch search)
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

    private ActionRoute? MatchParameter(RouteTreeNode node, int start, int end, int capture, scoped ref RouteSearch search)
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

    private ActionRoute? First(RouteTreeLeaf[] leaves, scoped ref RouteSearch search)
    {
        foreach (var leaf in leaves)
        {
            // The verb comes last: a refused verb counts only when everything else matches.
            if ((leaf.Condition != RouteTreeLeaf.NoCondition && !_isMet(leaf.Condition, ref search)) ||
                (leaf.Verbs != RouteVerbs.None && !search.Accepts(leaf.Verbs)))
            {
                continue;
            }

            foreach (var absent in leaf.Absent)
            {
                search.CaptureNothing(absent);
            }

            return leaf.Route ??= _route(leaf.Index);
        }

        return null;
    }
}
