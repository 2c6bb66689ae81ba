using Graceful.Routing;

namespace Generator.Tests.Matching;

public sealed class RouteSearchTests
{
    /// <summary>Each path length has its own search code, and no other character may be treated as a slash.</summary>
    [Fact]
    public void Segments_end_at_the_next_slash_or_with_the_path()
    {
        var random = new Random(20261122);
        const string Alphabet = "/a\u002e\u012f\u2f2f\uff2f\u2f00\ufffe";
        for (var length = 0; length <= 150; length++)
        {
            for (var i = 0; i < 50; i++)
            {
                var path = string.Concat(Enumerable.Range(0, length).Select(_ => Alphabet[random.Next(Alphabet.Length)])) +
                    (length == 0 ? string.Empty : "a");
                var search = new RouteSearch(path, "GET", []);
                search.FindSlashes(captures: 0);
                for (var start = 0; start <= path.Length; start++)
                {
                    var slash = path.IndexOf('/', start);
                    Assert.Equal(slash < 0 ? path.Length : slash, search.EndOfSegment(start));
                }
            }
        }
    }

    [Theory]
    [InlineData("GET", RouteVerbs.Get)]
    [InlineData("get", RouteVerbs.Get)]
    [InlineData("Head", RouteVerbs.Head)]
    [InlineData("POST", RouteVerbs.Post)]
    [InlineData("pUT", RouteVerbs.Put)]
    [InlineData("DELETE", RouteVerbs.Delete)]
    [InlineData("patch", RouteVerbs.Patch)]
    [InlineData("OPTIONS", RouteVerbs.Options)]
    [InlineData("", RouteVerbs.None)]
    [InlineData("LOCK", RouteVerbs.None)]
    [InlineData("GOT", RouteVerbs.None)]
    [InlineData("PO\u017fT", RouteVerbs.None)]
    [InlineData("PATCHES", RouteVerbs.None)]
    [InlineData("MERGE", RouteVerbs.None)]
    [InlineData("UPDATE", RouteVerbs.None)]
    public void Methods_are_told_by_their_characters(string method, RouteVerbs verb)
    {
        // A separate string: equal strings need not be the same object.
        Assert.Equal(verb, new RouteSearch("/", new string(method.AsSpan()), []).Verb);
    }
}
