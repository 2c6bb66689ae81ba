using System.ComponentModel;
using System.Globalization;

namespace Graceful.Routing;

/// <summary>
/// The routes of an app with so many that code for each would cost more compile time than it saves run time. Created by generated code,
/// from a line for each route.
/// </summary>
/// <remarks>The parts are in any order: the tree decides which route precedes another, except between the lines of one path.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RouteTree
{
    private const string OrderPrefix = "order ";

    /// <summary>The roots of the orders: tried one after the other.</summary>
    private readonly RouteTreeRoot[] _roots;

    /// <summary>Creates the tree.</summary>
    /// <param name="parts">The routes.</param>
    public RouteTree(params RouteTreePart[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var roots = new List<RouteTreeRoot>();
        foreach (var part in parts)
        {
            Add(roots, part);
        }

        roots.Sort((left, right) => left.Order.CompareTo(right.Order));
        _roots = [.. roots];
    }

    /// <summary>Finds the route for a path and a method.</summary>
    /// <param name="search">The path and verb to match; receives the captures of the route.</param>
    /// <returns>The route, or null.</returns>
    public ActionRoute? Match(scoped ref RouteSearch search)
    {
        search.FindSlashes();
        foreach (var root in _roots)
        {
            if (Match(root.Node, 0, 0, ref search) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static void Add(List<RouteTreeRoot> roots, RouteTreePart part)
    {
        var (order, count) = (0, 0);
        var lines = part.Lines.AsSpan();
        foreach (var range in lines.Split('\n'))
        {
            var line = lines[range];
            if (line.StartsWith(OrderPrefix))
            {
                order = int.Parse(line[OrderPrefix.Length..], CultureInfo.InvariantCulture);
            }
            else
            {
                Add(Root(roots, order), line, part, count++);
            }
        }
    }

    /// <summary>Returns the root of an order. An app has few orders.</summary>
    private static RouteTreeNode Root(List<RouteTreeRoot> roots, int order)
    {
        foreach (var root in roots)
        {
            if (root.Order == order)
            {
                return root.Node;
            }
        }

        var added = new RouteTreeRoot(order, new RouteTreeNode(string.Empty));
        roots.Add(added);
        return added.Node;
    }

    private static void Add(RouteTreeNode root, ReadOnlySpan<char> line, RouteTreePart part, int index)
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

        var leaf = new RouteTreeLeaf(part, index, verbs, condition, absent);
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

    /// <summary>The tree of the routes with an order.</summary>
    private readonly record struct RouteTreeRoot(int Order, RouteTreeNode Node);
}
