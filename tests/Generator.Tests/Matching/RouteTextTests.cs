using System.Text;
using Graceful.Routing;

namespace Generator.Tests.Matching;

/// <summary>The comparison with a literal says what an ordinal one that ignores case says.</summary>
public sealed class RouteTextTests
{
    private const int LongestLiteral = 80;

    /// <summary>All that a literal may be made of.</summary>
    private static readonly string Allowed = string.Concat(Enumerable.Range(' ', 'z' - ' ' + 1).Select(c => (char)c).Where(c => c is not (>= 'A' and <= 'Z')));

    /// <summary>
    /// A path that differs in one character, at every place of literals of every length: by any ASCII character, by those that
    /// become an ASCII one when their high byte or bits are lost, and by those that some rule of case folds to ASCII.
    /// </summary>
    [Fact]
    public void A_path_that_differs_in_one_character_is_equal_where_ordinal_ignore_case_says_so()
    {
        var random = new Random(20261122);
        for (var length = 8; length <= LongestLiteral; length++)
        {
            var literal = Text(random, length);
            var bytes = Encoding.ASCII.GetBytes(literal);
            for (var at = 0; at < length; at++)
            {
                foreach (var other in Others(literal[at]))
                {
                    var path = string.Concat(literal.AsSpan(0, at), [other], literal.AsSpan(at + 1));
                    var expected = path.Equals(literal, StringComparison.OrdinalIgnoreCase);
                    Assert.True(expected == path.AsSpan().EqualsIgnoreCase(bytes), $"'{path}' and '{literal}': character U+{(int)other:X4} at {at}");
                    Assert.True(expected == (path + "/more").AsSpan().StartsWithIgnoreCase(bytes), $"'{path}/more' and '{literal}': character U+{(int)other:X4} at {at}");
                }
            }
        }
    }

    [Fact]
    public void Case_makes_no_difference_and_length_does()
    {
        var random = new Random(20261123);
        for (var length = 8; length <= LongestLiteral; length++)
        {
            for (var i = 0; i < 20; i++)
            {
                var literal = Text(random, length);
                var bytes = Encoding.ASCII.GetBytes(literal);
                var path = string.Concat(literal.Select(c => random.Next(2) == 0 ? char.ToUpperInvariant(c) : c));

                Assert.True(path.AsSpan().EqualsIgnoreCase(bytes));
                Assert.True(path.AsSpan().StartsWithIgnoreCase(bytes));
                Assert.True((path + "x").AsSpan().StartsWithIgnoreCase(bytes));
                Assert.False((path + "x").AsSpan().EqualsIgnoreCase(bytes));

                // The character that is missing stands behind the end of the span.
                Assert.False(path.AsSpan(0, length - 1).EqualsIgnoreCase(bytes));
                Assert.False(path.AsSpan(0, length - 1).StartsWithIgnoreCase(bytes));
                Assert.False(ReadOnlySpan<char>.Empty.StartsWithIgnoreCase(bytes));
            }
        }
    }

    private static string Text(Random random, int length) => string.Concat(Enumerable.Range(0, length).Select(_ => Allowed[random.Next(Allowed.Length)]));

    private static IEnumerable<char> Others(char c) => Enumerable.Range(0, 0x80).Select(ascii => (char)ascii).Concat(
    [
        (char)(c | 0x80), (char)(c | 0x100), (char)(c | 0x8000), (char)(c << 8), (char)(c | 0xFF00), (char)(c - 0x20 + 0xFEE0),
        '\u00ff', '\u0100', '\u7fff', '\u8000', '\uff00', '\uffff', '\u0130', '\u0131', '\u017f', '\u212a', '\u212b',
    ]);
}
