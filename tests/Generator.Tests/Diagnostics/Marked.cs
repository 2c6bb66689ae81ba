namespace Generator.Tests.Diagnostics;

/// <summary>A program with the marks <c>{|</c> and <c>|}</c> around the expected location of a diagnostic.</summary>
internal sealed record Marked(string Text, int Start, int End)
{
    public static Marked Of(string source)
    {
        var start = source.IndexOf("{|", StringComparison.Ordinal);
        var end = source.IndexOf("|}", StringComparison.Ordinal);
        Assert.True(start >= 0 && end > start, "The location is not marked with {| and |}.");
        return new Marked(source.Remove(end, 2).Remove(start, 2), start, end - 2);
    }
}
