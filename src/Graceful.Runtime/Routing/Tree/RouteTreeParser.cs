using System.Globalization;

namespace Graceful.Routing;

/// <summary>Reads the lines of <see cref="RouteTreePart"/>, and adds their routes to one tree for each order.</summary>
internal sealed class RouteTreeParser
{
    private const string OrderPrefix = "order ";

    private readonly SortedList<int, RouteTreeNode> _roots = [];

    private RouteTreeParser()
    {
    }

    /// <summary>Returns the roots of the trees, the lowest order first.</summary>
    internal static RouteTreeNode[] Parse(RouteTreePart[] parts)
    {
        var parser = new RouteTreeParser();
        foreach (var part in parts)
        {
            parser.Add(part);
        }

        return [.. parser._roots.Values];
    }

    private void Add(RouteTreePart part)
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
                var pathStart = line.IndexOf('/');
                AddPath(RootOf(order), line[(pathStart + 1)..], Leaf(line[..pathStart], part, count++));
            }
        }
    }

    private RouteTreeNode RootOf(int order)
    {
        if (!_roots.TryGetValue(order, out var root))
        {
            _roots.Add(order, root = new RouteTreeNode(string.Empty));
        }

        return root;
    }

    /// <summary>Reads the words of a line before its path: verbs, the condition, and the captures to clear.</summary>
    private static RouteTreeLeaf Leaf(ReadOnlySpan<char> words, RouteTreePart part, int index)
    {
        var (verbs, condition, absent) = (RouteVerbs.None, RouteTreeLeaf.NoCondition, Array.Empty<int>());
        foreach (var range in words.Split(' '))
        {
            switch (words[range])
            {
                case "" or "*":
                    break;
                case ['?', .. var number]:
                    condition = int.Parse(number, CultureInfo.InvariantCulture);
                    break;
                case ['-', .. var captures]:
                    absent = Numbers(captures);
                    break;
                case var names:
                    verbs = Verbs(names);
                    break;
            }
        }

        return new RouteTreeLeaf(part, index, verbs, condition, absent);
    }

    private static void AddPath(RouteTreeNode node, ReadOnlySpan<char> path, RouteTreeLeaf leaf)
    {
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
}
