using Graceful.Generators.RouteTree;

namespace Generator.Tests.Links;

/// <summary>The intentional differences to ASP.NET Core's LinkGenerator, with their reasons in docs/links.md.</summary>
internal static class LinkDifferences
{
    public static bool Between(string template, IReadOnlyDictionary<string, string?> values)
    {
        var pattern = RandomLinks.Parse(template);
        return pattern.Parameters.Any(parameter => DiffersInCaseFromDefault(parameter, values[parameter.Name])) ||
            BeginsWithSlash(pattern, values) ||
            HasOptionalBeforeDefault(pattern, values) ||
            values["query"] is "" || values["other key"] is "";
    }

    /// <summary>A default is omitted when it is equal, including its case: a route value keeps its case.</summary>
    private static bool DiffersInCaseFromDefault(RouteParameter parameter, string? value) =>
        parameter.Default is { } otherwise && value is not null && value != otherwise &&
        value.Equals(otherwise, StringComparison.OrdinalIgnoreCase);

    /// <summary>A value that begins with a slash at the beginning of a path: LinkGenerator drops the slash.</summary>
    private static bool BeginsWithSlash(RoutePattern pattern, IReadOnlyDictionary<string, string?> values) =>
        pattern.Segments[0].Parts[0].Parameter is { } parameter && values[parameter.Name]?.StartsWith('/') == true;

    /// <summary>An optional parameter without a value before one with a default, at the end: both are omitted.</summary>
    private static bool HasOptionalBeforeDefault(RoutePattern pattern, IReadOnlyDictionary<string, string?> values)
    {
        var isCut = false;
        foreach (var parameter in pattern.Segments.Skip(LinkPath.Least(pattern)).Select(segment => segment.Parameter!))
        {
            isCut |= parameter.IsOptional && values[parameter.Name] is null or "";
            if (isCut && parameter.Default is { } otherwise &&
                (values[parameter.Name] == otherwise || (!parameter.IsCatchAll && values[parameter.Name] is null or "")))
            {
                return true;
            }
        }

        return false;
    }
}
