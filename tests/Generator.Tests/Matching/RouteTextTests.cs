using Graceful.Routing;

namespace Generator.Tests.Matching;

/// <summary>Each length has its own code; the comparison of .NET is the reference.</summary>
public sealed class RouteTextTests
{
    private const int Longest = 80;

    /// <summary>The ASCII characters, and others whose upper case is, or looks like, one of them.</summary>
    private static readonly char[] Characters =
        [.. Enumerable.Range(0, 0x80).Select(c => (char)c), '\u00a0', '\u0130', '\u0131', '\u017f', '\u212a', '\uff21', '\u016b'];

    [Fact]
    public void A_text_equals_a_literal_in_any_case()
    {
        foreach (var literal in Literals())
        {
            foreach (var text in Variants(literal))
            {
                var expected = text.AsSpan().Equals(literal, StringComparison.OrdinalIgnoreCase);
                Assert.True(expected == RouteText.Is(text, literal), $"'{text}' and '{literal}'");
            }
        }
    }

    [Fact]
    public void A_text_begins_with_a_literal_in_any_case()
    {
        foreach (var literal in Literals())
        {
            foreach (var text in Variants(literal))
            {
                var expected = text.AsSpan().StartsWith(literal, StringComparison.OrdinalIgnoreCase);
                Assert.True(expected == RouteText.Begins(text, literal), $"'{text}' and '{literal}'");
                Assert.Equal(expected, RouteText.Begins(text + "/more", literal));
            }
        }
    }

    /// <summary>Literals of every length, in which every ASCII character occurs.</summary>
    private static IEnumerable<string> Literals() =>
        Enumerable.Range(0, Longest)
            .Select(length => string.Concat(Enumerable.Range(0, length).Select(i => (char)(1 + ((i + (7 * length)) % 0x7f)))));

    /// <summary>The literal itself, in both cases, shorter, longer, and with each character replaced by each other one.</summary>
    private static IEnumerable<string> Variants(string literal)
    {
        yield return literal;
        yield return literal.ToUpperInvariant();
        yield return literal.ToLowerInvariant();
        yield return literal + "a";
        for (var at = 0; at < literal.Length; at++)
        {
            yield return literal[..at];
            foreach (var other in Characters)
            {
                yield return $"{literal.AsSpan(0, at)}{other}{literal.AsSpan(at + 1)}";
            }
        }
    }
}
