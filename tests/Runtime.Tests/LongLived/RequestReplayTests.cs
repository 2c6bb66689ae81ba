using System.Text;
using Graceful.Transport;

namespace Runtime.Tests.LongLived;

public sealed class RequestReplayTests
{
    private const string WebSocket = "101, websocket", Events = "200, text/event-stream";

    [Theory]
    [InlineData("", nameof(ReplayPhase.Replaying), true, true)]
    [InlineData("confirm", nameof(ReplayPhase.Confirmed), false, true)]
    [InlineData("end", nameof(ReplayPhase.HandlerReturned), true, false)]
    [InlineData("confirm end", nameof(ReplayPhase.Ended), false, false)]
    [InlineData("end confirm", nameof(ReplayPhase.Ended), false, false)]
    [InlineData("confirm confirm", nameof(ReplayPhase.Confirmed), false, true)]
    [InlineData("end end", nameof(ReplayPhase.HandlerReturned), true, false)]
    [InlineData("confirm end end confirm", nameof(ReplayPhase.Ended), false, false)]
    public void Phases(string events, string phase, bool holdsInput, bool isRunning)
    {
        foreach (var response in (string[])[WebSocket, Events, Reentry.Unanswered])
        {
            var request = new Reentry([1], response, State: null);
            var replay = new RequestReplay(request);
            Apply(replay, events);
            Assert.Equal(phase, replay.Phase.ToString());
            Assert.Equal(holdsInput && !request.IsUnanswered, replay.HoldsInput);
            Assert.Equal(isRunning, replay.IsRunning);
            Assert.Equal(holdsInput ? request : null, replay.Unconfirmed);
        }
    }

    [Theory]
    [InlineData(WebSocket, "", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket", null)]
    [InlineData(WebSocket, "", "HTTP/1.1 404 Not Found\r\nContent-Length: 0", "the response began with 'HTTP/1.1 404 Not Found'")]
    [InlineData(WebSocket, "", "HTTP/1.1 400", "the response began with 'HTTP/1.1 400'")]
    [InlineData(WebSocket, "", "", "the request was not answered")]
    [InlineData(Events, "confirm", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", null)]
    [InlineData(Events, "end confirm", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", null)]
    [InlineData(Events, "", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", "the response began with 'HTTP/1.1 200 OK'")]
    [InlineData(Events, "end", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", "the response began with 'HTTP/1.1 200 OK'")]
    [InlineData(Events, "confirm", "HTTP/1.1 200 OK\r\nContent-Length: 1", "the response began with 'HTTP/1.1 200 OK'")]
    [InlineData(Events, "confirm", "HTTP/1.1 204 No Content", "the response began with 'HTTP/1.1 204 No Content'")]
    public void The_second_response_must_be_the_one_that_the_client_has(string response, string events, string head, string? difference)
    {
        var replay = new RequestReplay(new Reentry([1], response, State: null));
        Apply(replay, events);
        Assert.Equal(difference, replay.FindDifference(Encoding.ASCII.GetBytes(head)));
    }

    [Fact]
    public void It_reports_once_that_the_request_goes_on()
    {
        var replay = new RequestReplay(new Reentry([1], WebSocket, State: null));
        replay.Resume();
        var reports = 0;
        replay.OnResumed(() => reports++);
        replay.Resume();
        replay.Resume();
        Assert.Equal(1, reports);
    }

    /// <summary>A handler may return while another thread starts the response: none of the two is lost.</summary>
    [Fact]
    public void Confirmation_and_end_may_come_at_the_same_time()
    {
        for (var i = 0; i < 1000; i++)
        {
            var replay = new RequestReplay(new Reentry([1], Events, State: null));
            Parallel.Invoke(replay.Confirm, replay.End);
            Assert.Equal(ReplayPhase.Ended, replay.Phase);
        }
    }

    private static void Apply(RequestReplay replay, string events)
    {
        foreach (var happened in events.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (happened == "confirm")
            {
                replay.Confirm();
            }
            else
            {
                replay.End();
            }
        }
    }
}
