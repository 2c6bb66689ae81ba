using System.Runtime.Loader;
using Generator.Tests.Harness;
using Graceful.Generators.Collections;
using Graceful.Generators.Emitting;
using Graceful.Generators.RouteTree;
using Graceful.Routing;
using Microsoft.AspNetCore.Http.Features;
using RuntimeVerbs = Graceful.Routing.RouteVerbs;

namespace Generator.Tests.Matching;

/// <summary>Many route tables, emitted as the generator emits one, and compiled together.</summary>
internal sealed class CompiledTables
{
    private const string Support = """
        public static class Tables { public static Graceful.Routing.ActionRoute[][] Routes { get; set; } = null!; }
        namespace Microsoft.CodeAnalysis { [Embedded] internal sealed class EmbeddedAttribute : Attribute; }
        """;

    private readonly ActionRoute[][] _routes;
    private readonly RouteMatch[] _matches;

    private CompiledTables(ActionRoute[][] routes, RouteMatch[] matches)
    {
        _routes = routes;
        _matches = matches;
    }

    public static CompiledTables Of(IReadOnlyList<IReadOnlyList<RouteEntry>> tables)
    {
        var sources = tables.SelectMany((table, i) =>
            Emit([.. table.Select((route, j) => route with { Route = $"global::Tables.Routes[{i}][{j}]" })], i));
        var compilation = Compilations.Create([Support, .. sources]);
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.Empty(Compilations.Complaints(emitted.Diagnostics));
        image.Position = 0;

        var assembly = new AssemblyLoadContext(compilation.AssemblyName).LoadFromStream(image);
        var routes = tables.Select(table => table.Select(Create).ToArray()).ToArray();
        assembly.GetType("Tables")!.GetProperty("Routes")!.SetValue(null, routes);
        return new CompiledTables(routes, [.. tables.Select((_, i) => assembly
            .GetType($"Graceful.Generated.Routes{i}")!
            .GetMethod("Match", System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
            .CreateDelegate<RouteMatch>())]);
    }

    /// <summary>Returns the index of the route that the emitted code finds and its values, or null.</summary>
    public ReferenceMatch? Match(int table, string path, string method)
    {
        Span<long> captures = stackalloc long[64];
        captures.Fill(-1);
        var search = new RouteSearch(path, method, captures);
        if (_matches[table](ref search) is not { } route)
        {
            return null;
        }

        IRouteValuesFeature values = new RouteValues(route, path, captures);
        return new ReferenceMatch(
            Array.IndexOf(_routes[table], route),
            values.RouteValues.Where(value => value.Value is not null).ToDictionary(value => value.Key, value => (string)value.Value!));
    }

    /// <summary>Every second table is emitted as one of a program with many routes, in 1, 2, 4 or 8 parts.</summary>
    private static IEnumerable<string> Emit(RouteEntry[] routes, int index)
    {
        var name = $"Routes{index}";
        if (index % 2 == 0 || !TreeEmitter.CanWrite(routes))
        {
            var all = RouteTable.Build(routes);
            return [RoutesEmitter.Emit(new RouteIndex(all.CaptureCount, default, all, default), name)];
        }

        var parts = TablePart.Split(routes, 1 << (index / 2 % 4)).Select(part => RouteTable.Build(part.Routes, part.Number)).ToArray();
        var numbers = parts.Select(part => part.Part!.Value).ToEquatableArray();
        return parts.Select(part => TreeEmitter.Emit(part, name))
            .Append(RoutesEmitter.Emit(new RouteIndex(0, numbers, null, default), name));
    }

    private static ActionRoute Create(RouteEntry route) => ActionRoute.Create(
        _ => Task.CompletedTask,
        route.Pattern.Text,
        (RuntimeVerbs)(int)route.Verbs,
        route.Title,
        captures: [.. RouteCaptures.BySlot(route.Pattern, route.Pattern.Parameters.Select(parameter => parameter.Name))]);
}
