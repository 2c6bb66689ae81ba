using System.Globalization;
using Graceful.Generators.RouteTree;

namespace Graceful.Generators.Model;

/// <summary>
/// Writes and reads the text of a route in <c>[CompiledController]</c>: <c>ShowRoute GET 0 /books/{id}</c>, or
/// <c>ShowRoute GET@admin.example 0 /books/{id}</c> for a route with a host.
/// </summary>
internal static class LibraryMarker
{
    /// <summary>The format of the marker. The arguments after it are not read when it differs.</summary>
    public const int Version = 2;

    /// <summary>
    /// The version of the runtime's surface that generated code calls. A library compiled for another one is a build error.
    /// </summary>
    /// <remarks>Raise it with every change that removes or alters a member of that surface: GeneratedCodeSurfaceTests lists it.</remarks>
    public const int Abi = 5;

    public const string AttributeNamespace = "Graceful.Routing";
    public const string AttributeName = "CompiledControllerAttribute";

    private const string EveryVerb = "*";

    public static string Write(string member, RouteModel route) => string.Join(
        " ",
        member,
        (route.Verbs == RouteVerbs.None
            ? EveryVerb
            : string.Join(",", route.Verbs.Each().Select(verb => verb.ToString().ToUpperInvariant()))) +
            (route.Hosts is null ? string.Empty : "@" + route.Hosts),
        route.Order.ToString(CultureInfo.InvariantCulture),
        route.Pattern.Text);

    /// <returns>Null when the text is invalid.</returns>
    public static LibraryRoute? Read(string text)
    {
        var parts = text.Split([' '], count: 4);
        var answered = parts.Length == 4 ? parts[1].Split(['@'], count: 2) : [];
        return answered.Length > 0 &&
            Verbs(answered[0]) is { } verbs &&
            int.TryParse(parts[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var order) &&
            parts[3].StartsWith("/", StringComparison.Ordinal) &&
            RoutePattern.Parse(parts[3], out _) is { } pattern
                ? new LibraryRoute(parts[0], ActionOf(parts[0]), pattern, verbs, order) { Hosts = answered.Length > 1 ? answered[1] : null }
                : null;
    }

    private static string ActionOf(string member) => member.LastIndexOf("Route", StringComparison.Ordinal) is > 0 and var end
        ? member.Substring(0, end)
        : member;

    private static RouteVerbs? Verbs(string text)
    {
        var verbs = RouteVerbs.None;
        foreach (var name in text == EveryVerb ? [] : text.Split(','))
        {
            if (!Enum.TryParse<RouteVerbs>(name, ignoreCase: true, out var verb))
            {
                return null;
            }

            verbs |= verb;
        }

        return verbs;
    }
}
