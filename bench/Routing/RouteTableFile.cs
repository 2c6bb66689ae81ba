namespace Routing.Bench;

/// <summary>
/// One of the tables, and requests for it: for each route one that matches, one that matches no route, and one with another verb.
/// </summary>
internal sealed class RouteTableFile
{
    private RouteTableFile(string name, (string Method, string Pattern)[] routes)
    {
        Name = name;
        Routes = routes;
        Hits = [.. routes.Select(route => new Request(route.Method, Fill(route.Pattern)))];
        Misses = [.. Hits.Select(hit => new Request(hit.Method, hit.Path.TrimEnd('/') + "/nobody/is/here"))];

        // No route of these tables answers LOCK, and none answers every method.
        WrongVerbs = [.. Hits.Select(hit => new Request("LOCK", hit.Path))];
    }

    public string Name { get; }

    public IReadOnlyList<(string Method, string Pattern)> Routes { get; }

    public Request[] Hits { get; }

    public Request[] Misses { get; }

    public Request[] WrongVerbs { get; }

    public static RouteTableFile Load(string name)
    {
        using var reader = new StreamReader(typeof(RouteTableFile).Assembly.GetManifestResourceStream(name)!);
        return new RouteTableFile(name, [.. reader.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .Select(parts => (parts[0], Pattern(parts[1])))]);
    }

    private static string Pattern(string path) =>
        string.Join('/', path.Split('/').Select(segment => segment.StartsWith(':') ? $"{{{segment[1..]}}}" : segment));

    /// <summary>Each parameter has a value of typical length.</summary>
    private static string Fill(string pattern) =>
        string.Join('/', pattern.Split('/').Select(segment => segment.StartsWith('{') ? segment.Trim('{', '}') switch
        {
            "owner" or "user" or "org" => "octocat",
            "repo" => "hello-world",
            "sha" or "ref" => "6dcb09b5b57875f334f61aebed695e2e4193db5e",
            _ => "1347",
        } : segment));
}

/// <param name="Method">The HTTP method. Read from a file, so equal strings are different objects.</param>
/// <param name="Path">The path.</param>
internal sealed record Request(string Method, string Path);
