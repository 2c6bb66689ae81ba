using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using Instruments.Posix;
using Tmds.Linux;

namespace Instruments.Load;

/// <summary>
/// All clients of a load on one thread and one epoll instance: light enough to keep a server busy on the other core, and with no
/// lock between what happens and what is counted.
/// </summary>
internal sealed class LoadLoop : IDisposable
{
    // Opening thousands of connections at once would overflow the listen queue, which is no business of the test.
    private const int OpeningAtOnce = 64;

    private readonly Epoll _epoll = new();
    private readonly LoadConnection[] _connections;
    private readonly PriorityQueue<LoadConnection, long> _due;
    private readonly Random _random;
    private readonly Lock _lock = new();
    private readonly List<(Func<LoadLoop, bool> Condition, TaskCompletionSource Met)> _waits = [];
    private volatile bool _hasWaits;
    private volatile bool _stopping;
    private int _opened;
    private int _opening;

    internal LoadLoop(LoadPlan plan)
    {
        Plan = plan;
        Server = plan.Server.Serialize();
        Request = plan.Request;
        _random = new Random(plan.Seed);
        _due = new PriorityQueue<LoadConnection, long>(plan.Connections);
        _connections = [.. Enumerable.Range(0, plan.Connections).Select(number => new LoadConnection(this, number))];
    }

    internal LoadPlan Plan { get; }

    internal SocketAddress Server { get; }

    internal byte[] Request { get; }

    internal LoadReport Report { get; } = new();

    internal IReadOnlyList<LoadConnection> Connections => _connections;

    /// <summary>Completes on the loop's thread as soon as the condition holds; it is looked at after each round of events.</summary>
    internal Task WhenAsync(Func<LoadLoop, bool> condition)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waits.Add((condition, met));
            _hasWaits = true;
        }

        _epoll.Wake();
        return met.Task;
    }

    internal void Stop()
    {
        _stopping = true;
        _epoll.Wake();
    }

    /// <summary>The body of the loop's thread.</summary>
    internal void Run()
    {
        Open();
        while (!_stopping)
        {
            Turn(long.MaxValue);
        }

        Finish();
        Report.EndedAt = Stopwatch.GetTimestamp();
        CheckWaits();
    }

    internal void Watch(int fd, int number)
        => _epoll.Add(fd, LibC.EPOLLIN | LibC.EPOLLOUT | LibC.EPOLLRDHUP | LibC.EPOLLET, number);

    internal void Answered(long sentAt, long answeredAt, int pid)
    {
        Report.Latencies.Add(sentAt, answeredAt, pid);
        CollectionsMarshal.GetValueRefOrAddDefault(Report.AnsweredByPid, pid, out _)++;
    }

    /// <summary>The connection has its answer and sends the next request after its think time.</summary>
    internal void Think(LoadConnection connection)
    {
        (TimeSpan least, TimeSpan most) = (Plan.Think.Least, Plan.Think.Most);
        long wait = (long)((least + ((most - least) * _random.NextDouble())).TotalSeconds * Stopwatch.Frequency);
        Schedule(connection, wait);
    }

    /// <summary>Counts the failure; the client continues with a new connection, a millisecond later so that it does not spin.</summary>
    internal void ThinkAfterFailure(LoadConnection connection) => Schedule(connection, Stopwatch.Frequency / 1000);

    private void Schedule(LoadConnection connection, long wait)
    {
        if (!connection.HasSettled)
        {
            connection.HasSettled = true;
            _opening--;
        }

        _due.Enqueue(connection, Stopwatch.GetTimestamp() + wait);
    }

    private void Open()
    {
        while (_opened < _connections.Length && _opening < OpeningAtOnce)
        {
            _opening++;
            _connections[_opened++].Ask();
        }
    }

    private void Turn(long until)
    {
        AskThoseDue();
        Open();
        int events = _epoll.Wait(Timeout(until));
        for (int i = 0; i < events; i++)
        {
            (int token, int flags) = _epoll.Event(i);
            if (token != Epoll.WakeToken)
            {
                _connections[token].OnEvent(flags);
            }
        }

        if (_hasWaits)
        {
            CheckWaits();
        }
    }

    private void AskThoseDue()
    {
        // Requests that become due meanwhile wait for the next turn, so that clients without think time do not starve events.
        long now = Stopwatch.GetTimestamp();
        while (_due.TryPeek(out LoadConnection? connection, out long at) && at <= now)
        {
            _due.Dequeue();
            connection.Ask();
        }
    }

    private int Timeout(long until)
    {
        long next = _due.TryPeek(out _, out long at) ? Math.Min(at, until) : until;
        if (next == long.MaxValue)
        {
            return -1;
        }

        long left = next - Stopwatch.GetTimestamp();
        return left <= 0 ? 0 : (int)Math.Min((left * 1000 / Stopwatch.Frequency) + 1, int.MaxValue);
    }

    /// <summary>Lets requests under way end, sends a last request if the plan requires it, and closes.</summary>
    private void Finish()
    {
        long deadline = Stopwatch.GetTimestamp() + (long)(Plan.AnswerDeadline.TotalSeconds * Stopwatch.Frequency);
        var last = new HashSet<LoadConnection>();
        _opened = _connections.Length;
        while (Stopwatch.GetTimestamp() < deadline)
        {
            int asking = 0;
            foreach (LoadConnection connection in _connections)
            {
                if (!connection.IsUnderWay && Plan.AsksOnceMoreAtTheEnd && asking < OpeningAtOnce && last.Add(connection))
                {
                    connection.Ask();
                }

                asking += connection.IsUnderWay ? 1 : 0;
            }

            if (asking == 0)
            {
                break;
            }

            // Answers and failures requeue their connection, but no further request is sent by the clock.
            _due.Clear();
            Turn(deadline);
        }

        foreach (LoadConnection connection in _connections)
        {
            if (connection.IsUnderWay)
            {
                connection.GiveUp();
            }
            else
            {
                connection.Leave();
            }
        }
    }

    private void CheckWaits()
    {
        lock (_lock)
        {
            foreach ((Func<LoadLoop, bool> condition, TaskCompletionSource met) in _waits.ToArray())
            {
                if (condition(this))
                {
                    met.SetResult();
                    _waits.Remove((condition, met));
                }
            }

            _hasWaits = _waits.Count > 0;
        }
    }

    public void Dispose() => _epoll.Dispose();
}
