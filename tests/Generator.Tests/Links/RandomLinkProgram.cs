using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Generator.Tests.Harness;
using Generator.Tests.Matching;
using Graceful.Generators.RouteTree;
using Microsoft.AspNetCore.Http;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Links;

/// <summary>A program with one controller per template, and a separate match for each template.</summary>
internal sealed class RandomLinkProgram
{
    private const string Query = "query";
    private const string OtherKey = "other key";

    private readonly (object Links, MethodInfo Method)[] _links;
    private readonly CompiledTables _tables;

    private RandomLinkProgram((object, MethodInfo)[] links, CompiledTables tables) => (_links, _tables) = (links, tables);

    public static RandomLinkProgram Compile(IReadOnlyList<string> templates)
    {
        var source = new StringBuilder();
        for (var i = 0; i < templates.Count; i++)
        {
            var parameters = RandomLinks.Parse(templates[i]).Parameters.Select(parameter => $"string? {parameter.Name}")
                .Concat([$"string? {Query}", $"[FromQuery(Name = \"{OtherKey}\")] string? other"]);
            source.Append(null,
                $"[Controller] public static class C{i}Controller {{ [Get({SymbolDisplay.FormatLiteral(templates[i], quote: true)})] ")
                .AppendLine(null, $"public static void Show({string.Join(", ", parameters)}) {{ }} }}");
        }

        var run = GeneratorRun.Of(source.ToString());
        using var image = new MemoryStream();
        var emitted = run.Output.Emit(image);
        Assert.Empty(Compilations.Complaints(emitted.Diagnostics));
        image.Position = 0;

        var links = new AssemblyLoadContext(run.Output.AssemblyName).LoadFromStream(image).GetType("Graceful.Links")!;
        return new RandomLinkProgram(
            [.. templates.Select((_, i) => links.GetProperty($"C{i}", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!)
                .Select(links => (links, links.GetType().GetMethod("Show")!))],
            CompiledTables.Of([.. templates.Select(
                template => (IReadOnlyList<RouteEntry>)[new RouteEntry(RandomLinks.Parse(template), RouteVerbs.Get, 0, string.Empty)])]));
    }

    /// <returns>Null when the template is refused.</returns>
    public string? Link(int template, IReadOnlyDictionary<string, string?> values)
    {
        var (links, method) = _links[template];
        try
        {
            return (string)method.Invoke(links, BindingFlags.DoNotWrapExceptions, null,
                [.. method.GetParameters().Select(parameter => values[parameter.Name == "otherKey" ? OtherKey : parameter.Name!])], null)!;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Returns the route and values that a server finds for the link.</summary>
    public Dictionary<string, string>? Match(int template, string link)
    {
        var request = new DefaultHttpContext().Request;
        var (path, query) = link.IndexOf('?', StringComparison.Ordinal) is >= 0 and var end
            ? (link[..end], link[end..])
            : (link, string.Empty);
        if (_tables.Match(template, PathString.FromUriComponent(path).Value!, "GET") is not { } found)
        {
            return null;
        }

        request.QueryString = new QueryString(query);
        return found.Values.Concat(request.Query.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString())))
            .ToDictionary(StringComparer.Ordinal);
    }
}
