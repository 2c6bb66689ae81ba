using Graceful.Transport;
using static Graceful.Transport.ConnectionEvent;
using static Graceful.Transport.ConnectionPhase;

namespace Runtime.Tests.Transport;

/// <summary>Every event in every phase.</summary>
public sealed class ConnectionStateTests
{
    /// <summary>The phase after each event; an event that is missing has no meaning in that phase and changes nothing.</summary>
    private static readonly Dictionary<ConnectionPhase, Dictionary<ConnectionEvent, ConnectionPhase>> Transitions = new()
    {
        [Opening] = new()
        {
            [RequestBegan] = InRequest, [Left] = Leaving, [IdleClosed] = Closing, [Detached] = HandedOver, [GreetingBegan] = Greeted,
            [ServerAborted] = Closing, [Aborted] = Closing, [ServerFinished] = Closing,
        },
        [Greeted] = new()
        {
            [RequestBegan] = InRequest, [IdleClosed] = Closing,
            [ServerAborted] = Closing, [Aborted] = Closing, [ServerFinished] = Closing,
        },
        [Idle] = new()
        {
            [RequestBegan] = InRequest, [Left] = Leaving, [IdleClosed] = Closing,
            [ServerAborted] = Closing, [Aborted] = Closing, [ServerFinished] = Closing,
        },
        [InRequest] = new()
        {
            [RequestBegan] = InRequest, [RequestEnded] = Idle, [ProtocolSwitched] = Upgraded, [StreamBegan] = Streaming,
            [ServerAborted] = Closing, [Aborted] = Closing, [ServerFinished] = Closing,
        },
        [Upgraded] = new()
        {
            [RequestBegan] = Upgraded, [RequestEnded] = Upgraded, [Left] = Leaving,
            [ServerAborted] = Closing, [Aborted] = Closing, [ServerFinished] = Closing,
        },
        [Streaming] = new()
        {
            [RequestBegan] = Streaming, [RequestEnded] = Idle, [Left] = Leaving,
            [ServerAborted] = Closing, [Aborted] = Closing, [ServerFinished] = Closing,
        },
        [Leaving] = new() { [RequestBegan] = Leaving, [RequestEnded] = Leaving, [Aborted] = Closing, [Released] = HandedOver },
        [HandedOver] = new()
        {
            [RequestBegan] = HandedOver, [RequestEnded] = HandedOver, [Adopted] = Moved, [SentBack] = Returned,
        },
        [Closing] = new()
        {
            [RequestBegan] = Closing, [RequestEnded] = Closing, [ServerAborted] = Closing, [Aborted] = Closing,
            [ServerFinished] = Closing, [Released] = Closed,
        },
        [Closed] = new() { [RequestBegan] = Closed, [RequestEnded] = Closed },
        [Moved] = new() { [RequestBegan] = Moved, [RequestEnded] = Moved },
        [Returned] = new() { [RequestBegan] = Returned, [RequestEnded] = Returned },
    };

    [Fact]
    public void Every_event_in_every_phase()
    {
        foreach (var phase in Enum.GetValues<ConnectionPhase>())
        {
            var requests = phase is Opening or Greeted or Idle ? 0 : 1;
            foreach (var happened in Enum.GetValues<ConnectionEvent>())
            {
                ConnectionPhase? expected = Transitions[phase].TryGetValue(happened, out var next) ? next : null;
                Assert.Equal((phase, happened, expected), (phase, happened, ConnectionState.Next(phase, requests, happened)?.Phase));
            }
        }
    }

    [Fact]
    public void Requests_are_counted_in_every_phase()
    {
        foreach (var phase in Enum.GetValues<ConnectionPhase>())
        {
            for (var requests = 0; requests < 3; requests++)
            {
                foreach (var happened in Enum.GetValues<ConnectionEvent>())
                {
                    var change = happened switch { RequestBegan => 1, RequestEnded => -1, _ => 0 };
                    if (ConnectionState.Next(phase, requests, happened) is { } next)
                    {
                        Assert.Equal(requests + change, next.Requests);
                    }
                }

                Assert.Equal(requests == 0, ConnectionState.Next(phase, requests, RequestEnded) is null);
            }
        }
    }

    [Fact]
    public void A_connection_is_idle_when_its_last_stream_has_ended()
    {
        var state = default(ConnectionState);
        Assert.True(state.IsOpening);
        Assert.True(state.TryApply(RequestBegan));
        Assert.True(state.TryApply(RequestBegan));
        Assert.True(state.TryApply(RequestEnded));
        Assert.Equal((InRequest, 1), (state.Phase, state.Requests));
        Assert.False(state.IsBetweenRequests);
        Assert.True(state.TryApply(RequestEnded));
        Assert.Equal((Idle, 0), (state.Phase, state.Requests));
        Assert.True(state.IsBetweenRequests);
    }

    [Fact]
    public void An_event_without_meaning_changes_nothing()
    {
        var state = default(ConnectionState);
        Assert.False(state.TryApply(Adopted));
        Assert.False(state.TryApply(RequestEnded));
        Assert.Equal((Opening, 0), (state.Phase, state.Requests));
    }

    /// <summary>Kestrel aborts when the input ends: shutdown(2) would end the connection for the successor too.</summary>
    [Fact]
    public void Kestrel_cannot_abort_a_connection_that_is_leaving_but_the_drain_can()
    {
        var state = default(ConnectionState);
        Assert.True(state.TryApply(Left));
        Assert.False(state.TryApply(ServerAborted));
        Assert.False(state.TryApply(ServerFinished));
        Assert.Equal(Leaving, state.Phase);
        Assert.True(state.HasEnded);
        Assert.True(state.TryApply(Aborted));
        Assert.True(state.TryApply(Released));
        Assert.Equal(Closed, state.Phase);
    }

    [Fact]
    public void Either_a_request_begins_or_the_connection_leaves()
    {
        for (var i = 0; i < 1000; i++)
        {
            var state = new Shared();
            Parallel.Invoke(() => state.Left = state.Value.TryApply(Left), () => state.Value.TryApply(RequestBegan));
            Assert.Equal(state.Left ? Leaving : InRequest, state.Value.Phase);
            Assert.Equal(1, state.Value.Requests);
        }
    }

    [Fact]
    public void Either_the_server_greets_or_the_connection_leaves()
    {
        for (var i = 0; i < 1000; i++)
        {
            var state = new Shared();
            Parallel.Invoke(() => state.Left = state.Value.TryApply(Left), () => state.Value.TryApply(GreetingBegan));
            Assert.Equal(state.Left ? Leaving : Greeted, state.Value.Phase);
        }
    }

    private sealed class Shared
    {
        internal ConnectionState Value;

        internal bool Left;
    }
}
