using System.Diagnostics;
using Instruments.Posix;
using Tmds.Linux;

namespace Instruments.Load;

/// <summary>One client: its connection, its request under way, and its reaction to every event.</summary>
internal sealed partial class LoadConnection(LoadLoop loop, int number)
{
    private enum Phase
    {
        /// <summary>No socket: the next request makes one.</summary>
        Absent,
        Connecting,

        /// <summary>Connected, and thinking.</summary>
        Idle,

        /// <summary>A request is under way.</summary>
        Waiting,

        /// <summary>Answered; the server has not closed the connection yet.</summary>
        Ending,

        /// <summary>Has left: the load is over for this one.</summary>
        Left,
    }

    private readonly byte[] _buffer = new byte[16 * 1024];
    private Phase _phase = Phase.Absent;
    private int _fd = -1;
    private int _received;
    private int _written;
    private int _answersOnConnection;
    private long _sentAt;
    private bool _hadConnection;

    // Edge-triggered events that arrived while no read was due: they are not repeated.
    private bool _missedEvent;

    internal bool IsUnderWay => _phase is Phase.Connecting or Phase.Waiting or Phase.Ending;

    /// <summary>True when its first request has been answered or has failed.</summary>
    internal bool HasSettled { get; set; }

    internal long LastAnsweredAt { get; private set; } = long.MinValue;

    private LoadReport Report => loop.Report;

    /// <summary>It is time for the next request.</summary>
    internal void Ask()
    {
        if (_phase == Phase.Idle && loop.Plan.LooksFirst)
        {
            Look();
        }

        if (_phase == Phase.Absent)
        {
            Connect();
        }
        else if (_phase == Phase.Idle)
        {
            Send();
        }
    }

    internal void OnEvent(int events)
    {
        bool ended = (events & (LibC.EPOLLRDHUP | LibC.EPOLLHUP | LibC.EPOLLERR)) != 0;
        switch (_phase)
        {
            case Phase.Connecting:
                OnConnected(StreamSocket.PendingError(_fd));
                break;
            case Phase.Idle when loop.Plan.LooksFirst:
                Look();
                break;
            case Phase.Idle:
                _missedEvent |= ended || (events & LibC.EPOLLIN) != 0;
                break;
            case Phase.Waiting:
                _missedEvent |= ended;
                Continue();
                break;
            case Phase.Ending:
                ReceiveEnd();
                break;
        }
    }

    /// <summary>The load is over and nothing is under way here. Looks one last time, also for a client that does not look.</summary>
    internal void Leave()
    {
        if (_phase == Phase.Idle)
        {
            Look();
        }

        Close();
        _phase = Phase.Left;
    }

    /// <summary>The deadline has passed.</summary>
    internal void GiveUp()
    {
        Report.Unanswered++;
        Report.FailedAt.Add(Stopwatch.GetTimestamp());
        Lost($"{_phase} when the deadline passed, {Milliseconds(_sentAt)} ms after the request");
        Close();
        _phase = Phase.Left;
    }

    private void Connect()
    {
        _sentAt = Stopwatch.GetTimestamp();
        _answersOnConnection = 0;
        int result = StreamSocket.Connect(loop.Server, out _fd);
        loop.Watch(_fd, number);
        if (result == LibC.EINPROGRESS)
        {
            _phase = Phase.Connecting;
            return;
        }

        OnConnected(result);
    }

    private void OnConnected(int error)
    {
        if (error == LibC.EADDRNOTAVAIL)
        {
            throw new InvalidOperationException("The load client has no local port left: its own limit, and nothing that the server did.");
        }

        if (error != 0)
        {
            Report.Sent++;
            Report.Refused++;
            Fail($"{StreamSocket.Describe(error)} on connecting");
            return;
        }

        Report.Connects++;
        if (_hadConnection && !loop.Plan.NewConnectionPerRequest)
        {
            Report.Reconnects++;
        }

        _hadConnection = true;
        _phase = Phase.Idle;
        Send();
    }

    private void Send()
    {
        _phase = Phase.Waiting;
        _received = _written = 0;
        if (!loop.Plan.NewConnectionPerRequest)
        {
            _sentAt = Stopwatch.GetTimestamp();
        }

        Report.Sent++;
        Continue(firstWrite: true);
    }

    private void Continue(bool firstWrite = false)
    {
        if (_written < loop.Request.Length)
        {
            int result = StreamSocket.Send(_fd, loop.Request.AsSpan(_written));
            if (result < 0 && result != -LibC.EAGAIN)
            {
                OnReset(-result, "on writing the request");
                return;
            }

            _written += Math.Max(result, 0);
        }

        // Right after the write there is nothing to read, unless an event has been missed.
        if (!firstWrite || _missedEvent)
        {
            Receive();
        }
    }

    /// <summary>Between requests: is the connection still there? If not, the next request makes another.</summary>
    private void Look()
    {
        int result = StreamSocket.Peek(_fd);
        if (result == -LibC.EAGAIN)
        {
            return;
        }

        if (result > 0)
        {
            Report.Malformed++;
            Lost("bytes between two requests");
        }
        else
        {
            Report.ClosedUnannounced++;
            Lost($"closed between requests, {(result == 0 ? "the end" : StreamSocket.Describe(-result))} " +
                $"after {_answersOnConnection} answers");
        }

        Close();
        _phase = Phase.Absent;
    }

    private void OnReset(int error, string when)
    {
        Report.Resets++;
        Fail($"{StreamSocket.Describe(error)} {when}");
    }

    private void OnMalformed(string what)
    {
        Report.Malformed++;
        Fail(what);
    }

    private void Fail(string what)
    {
        Report.FailedAt.Add(Stopwatch.GetTimestamp());
        Lost($"{what}; request {_answersOnConnection + 1} on this connection, sent {Milliseconds(_sentAt)} ms before");
        Close();
        _phase = Phase.Absent;
        loop.ThinkAfterFailure(this);
    }

    private void Close()
    {
        _missedEvent = false;
        if (_fd >= 0)
        {
            _ = LibC.close(_fd);
            _fd = -1;
        }
    }

    private void Lost(string what)
    {
        Report.Losses.Add(new Loss(Stopwatch.GetTimestamp(), StreamSocket.LocalPort(_fd), what));
        Incident(what);
    }

    private void Incident(string what)
    {
        if (Report.Incidents.Count < 100)
        {
            Report.Incidents.Add(new Incident(Stopwatch.GetTimestamp(), number, what));
        }
    }

    private static string Milliseconds(long since) => Stopwatch.GetElapsedTime(since).TotalMilliseconds.ToString("0.00");
}
