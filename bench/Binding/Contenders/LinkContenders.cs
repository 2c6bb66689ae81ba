using Graceful;

namespace Binding.Bench;

/// <summary>Links to the same routes: typed, and by the names of endpoints.</summary>
internal static class LinkContenders
{
    public static string Values() => Links.Handlers.Values(42, 7);

    public static string Texts() => Links.Handlers.Texts("emma", "title");

    public static string Dates() => Links.Handlers.Dates(Day);

    public static Func<string> ValuesByGenerator(LinkGenerator links) =>
        () => Found(links.GetPathByName("values", new RouteValueDictionary { ["id"] = 42, ["page"] = 7 }));

    public static Func<string> TextsByGenerator(LinkGenerator links) =>
        () => Found(links.GetPathByName("texts", new RouteValueDictionary { ["name"] = "emma", ["sort"] = "title" }));

    public static Func<string> DatesByGenerator(LinkGenerator links) =>
        () => Found(links.GetPathByName("dates", new RouteValueDictionary { ["day"] = Day.ToString("O", null) }));

    private static DateOnly Day => new(2026, 11, 22);

    private static string Found(string? link) => link ?? throw new InvalidOperationException("There is no link.");
}
