using Graceful.Generators.RouteTree;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>
/// Writes a part of the routes as a table, a line for each, for <c>Graceful.Routing.RouteTree</c>. A line costs the compiler about a
/// sixth of the code that <see cref="MatchEmitter"/> writes for a route (bench/README.md). A request that no route matches takes longer.
/// </summary>
internal sealed class TreeEmitter
{
    /// <summary>With more routes than this, compile time matters more than the nanoseconds that code for each route saves.</summary>
    private const int MostRoutesInCode = 256;

    /// <summary>The cases of a method that returns routes: small methods, since the JIT compiles one for the first route in it.</summary>
    private const int RoutesPerMethod = 64;

    private readonly CodeWriter _code = GeneratedFile.Begin();
    private readonly ConstraintEmitter _constraints = new();
    private readonly LeafEmitter _leaves;
    private readonly List<string> _routes = [];
    private readonly Dictionary<string, int> _conditions = new(StringComparer.Ordinal);

    private TreeEmitter() => _leaves = new LeafEmitter(_code, _constraints);

    public static bool IsFor(IReadOnlyCollection<RouteEntry> routes) => routes.Count > MostRoutesInCode && CanWrite(routes);

    /// <summary>False for literals with characters that a line of the table cannot have.</summary>
    public static bool CanWrite(IEnumerable<RouteEntry> routes) =>
        routes.All(route => route.Pattern.Segments.All(segment => segment.Literal is null || IsPlain(segment.Literal)));

    /// <summary>Returns the name of the class of a part, in that of the routes.</summary>
    public static string ClassOf(int part) => "Part" + Number(part);

    public static string Emit(RouteTable part, string className = RoutesEmitter.ClassName) => new TreeEmitter().EmitPart(part, className);

    private string EmitPart(RouteTable part, string className) => _code.Write($$""""
        namespace Graceful.Generated
        {
            using ActionRoute = global::Graceful.Routing.ActionRoute;
            using Comparison = global::System.StringComparison;
            using RouteSearch = global::Graceful.Routing.RouteSearch;
            using RouteTreePart = global::Graceful.Routing.RouteTreePart;
            using Text = global::System.MemoryExtensions;

            internal static partial class {{className}}
            {
                private static class {{ClassOf(part.Part!.Value)}}
                {
                    internal static RouteTreePart Create() => new("""
                        {{() => WriteLines(part)}}
                        """, Route{{(_conditions.Count > 0 ? ", IsMet" : null)}});
                    {{WriteMembers}}
                }
            }
        }
        """").ToString();

    private void WriteMembers()
    {
        for (var first = 0; first < _routes.Count; first += RoutesPerMethod)
        {
            WriteRoutes(first);
        }

        if (_conditions.Count > 0)
        {
            _code.Write($$"""

                // The conditions of the lines with a question mark.
                private static bool IsMet(int condition, scoped ref RouteSearch search) => condition switch
                {
                    {{WriteConditions}}
                    _ => false,
                };
                """);
        }

        _leaves.WriteComplexSegments();
        _constraints.WriteMethods(_code);
    }

    private void WriteLines(RouteTable part)
    {
        var written = 0;
        foreach (var order in part.Routes.GroupBy(route => route.Order).OrderBy(group => group.Key))
        {
            if (order.Key != written)
            {
                _code.Line($"order {Number(order.Key)}");
                written = order.Key;
            }

            WriteNode(RouteNode.Build(order));
        }
    }

    private void WriteNode(RouteNode node)
    {
        foreach (var leaf in node.Ends.Concat(node.CatchAlls))
        {
            WriteLine(leaf);
        }

        foreach (var next in node.Literals.Values.Concat(new[] { node.Constrained, node.Parameter }.OfType<RouteNode>()))
        {
            WriteNode(next);
        }
    }

    private void WriteLine(RouteLeaf leaf)
    {
        var (verbs, pattern) = (leaf.Route.Verbs, leaf.Route.Pattern);
        var line = verbs == RouteVerbs.None ? "*" : string.Join(",", verbs.Each().Select(verb => verb.ToString().ToUpperInvariant()));
        if (string.Join(" && ", _leaves.Conditions(leaf, EmitCursor.Root)) is { Length: > 0 } condition)
        {
            if (!_conditions.TryGetValue(condition, out var number))
            {
                _conditions.Add(condition, number = _conditions.Count);
            }

            line += $" ?{Number(number)}";
        }

        if (leaf.Present < pattern.Segments.Count)
        {
            var absent = Enumerable.Range(leaf.Present, pattern.Segments.Count - leaf.Present);
            line += " -" + string.Join(",", absent.Select(segment => Number(RouteCaptures.OfSegment(pattern, segment))));
        }

        _code.Line($"{line} /{string.Join("/", pattern.Segments.Take(leaf.Present).Select(Segment))}");
        _routes.Add(leaf.Route.Route);
    }

    private static string Segment(RouteSegment segment)
    {
        var name = segment.Parameter is { } parameter && IsPlain(parameter.Name) ? parameter.Name : string.Empty;
        return segment.Literal ?? segment switch
        {
            { Parameter.IsCatchAll: true } => $"{{*{name}}}",
            { Precedence: '2' } => $"{{{name}:}}",
            _ => $"{{{name}}}",
        };
    }

    private void WriteConditions()
    {
        foreach (var condition in _conditions)
        {
            _code.Line($"{Number(condition.Value)} => {condition.Key},");
        }
    }

    private void WriteRoutes(int first)
    {
        var next = first + RoutesPerMethod;
        _code.Write($$"""

            private static ActionRoute Route{{(first == 0 ? string.Empty : Number(first))}}(int line) => line switch
            {
                {{() => WriteCases(first)}}
                _ => {{(next < _routes.Count ? $"Route{Number(next)}(line)" : "null!")}},
            };
            """);
    }

    private void WriteCases(int first)
    {
        for (var i = first; i < Math.Min(first + RoutesPerMethod, _routes.Count); i++)
        {
            _code.Line($"{Number(i)} => {_routes[i]},");
        }
    }

    private static bool IsPlain(string text) => text.All(c => char.IsLetterOrDigit(c) || "-._~!$&'()+,;=@ ".IndexOf(c) >= 0);
}
