using Graceful.Transport;

namespace Runtime.Tests.Transport;

/// <summary>The list of a connection's streams whose handlers wait, whose places are used again.</summary>
public sealed class WaitingStreamsTests
{
    private readonly WaitingStreams _streams = new();

    [Fact]
    public void Nothing_is_open_at_first_and_after_the_last_has_ended()
    {
        Assert.Null(_streams.Oldest());
        _streams.Remove(_streams.Add("GET", "/a"));
        Assert.Null(_streams.Oldest());
    }

    [Fact]
    public void The_oldest_is_the_first_that_has_not_ended()
    {
        var a = _streams.Add("GET", "/a");
        var b = _streams.Add("POST", "/b");
        Assert.Equal("GET /a", Oldest());
        _streams.Remove(a);
        var c = _streams.Add("PUT", "/c");
        Assert.Equal("POST /b", Oldest());
        _streams.Remove(b);
        Assert.Equal("PUT /c", Oldest());
        _streams.Remove(c);
        Assert.Null(Oldest());
    }

    /// <summary>More than the list has room for at first, and in another order than they began.</summary>
    [Fact]
    public void Places_are_unique_while_their_streams_are_open_and_used_again_afterwards()
    {
        const int Count = 100;
        var places = Enumerable.Range(0, Count).Select(i => _streams.Add("GET", $"/{i}")).ToArray();
        Assert.Equal(Count, places.Distinct().Count());
        Assert.Equal("GET /0", Oldest());
        foreach (var place in places.Where((_, i) => i % 2 == 0))
        {
            _streams.Remove(place);
        }

        Assert.Equal("GET /1", Oldest());
        var again = Enumerable.Range(0, Count / 2).Select(i => _streams.Add("GET", $"/again/{i}")).ToArray();
        Assert.Equal(places.Where((_, i) => i % 2 == 0).Order(), again.Order());
    }

    private string? Oldest() => _streams.Oldest()?.Request;
}
