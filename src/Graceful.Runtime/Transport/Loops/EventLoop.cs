using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Graceful.Posix;
using static Tmds.Linux.LibC;

namespace Graceful.Transport;

/// <summary>Receives the events of a descriptor from an <see cref="EventLoop"/>, on the loop's thread. Must not block.</summary>
internal interface IEventTarget
{
    /// <param name="events">EPOLL bits, as a hint: an event may be late or belong to an earlier owner of the descriptor number.</param>
    void OnEvents(int events);

    /// <summary><see cref="OnEvents"/> threw. The target ends its connection or listener; all other targets are served on.</summary>
    void OnEventsFailed(Exception reason);
}

/// <summary>A thread that waits in epoll_wait(2) and dispatches events to connections and listeners.</summary>
/// <remarks>
/// A connection that moves to another process needs two operations that <see cref="System.Net.Sockets.Socket"/> does not have:
/// to stop waiting without touching the shared socket, and to remove a descriptor from epoll without closing it.
/// </remarks>
internal sealed class EventLoop : IDisposable
{
    private const int EventsPerWait = 256;
    private const ulong WakeUpToken = ulong.MaxValue;

    private readonly EpollSet _epoll = new(EventsPerWait);
    private readonly WakeUp _wakeUp = new();
    private readonly ConcurrentQueue<Action> _invocations = new();
    private readonly Lock _lock = new();
    private readonly Stack<int> _freeSlots = new();
    private readonly Thread _thread;
    private IEventTarget?[] _slots = new IEventTarget?[64];
    private int _usedSlots;
    private volatile bool _stopping;

    internal EventLoop(string name, SendQueue sendQueue)
    {
        SendQueue = sendQueue;
        _epoll.Add(_wakeUp.Fd, EPOLLIN, WakeUpToken);
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <summary>Gets the responses of the loop's connections that are sent together.</summary>
    internal SendQueue SendQueue { get; }

    /// <summary>Gets the timers that have been started. For the loop's thread.</summary>
    internal LoopTimers Timers { get; } = new();

    /// <summary>Starts to watch a descriptor. Events that are already pending are reported at once.</summary>
    /// <returns>The token for <see cref="Modify"/> and <see cref="Unregister"/>.</returns>
    /// <exception cref="PosixException">
    /// The kernel does not watch it: too many watches (epoll(7)), or a file that cannot be polled.
    /// </exception>
    internal int Register(int fd, int events, IEventTarget target)
    {
        int slot;
        lock (_lock)
        {
            if (!_freeSlots.TryPop(out slot))
            {
                slot = _usedSlots++;
                if (slot == _slots.Length)
                {
                    var grown = new IEventTarget?[_slots.Length * 2];
                    _slots.CopyTo(grown, 0);
                    Volatile.Write(ref _slots, grown);
                }
            }

            _slots[slot] = target;
        }

        try
        {
            _epoll.Add(fd, events, (ulong)slot);
            return slot;
        }
        catch
        {
            Free(slot);
            throw;
        }
    }

    internal void Modify(int fd, int events, int token) => _epoll.Modify(fd, events, (ulong)token);

    /// <summary>Stops watching. An event that the loop has already fetched may still be reported.</summary>
    internal void Unregister(int fd, int token)
    {
        _epoll.Remove(fd);
        Free(token);
    }

    /// <summary>Runs an action on the loop's thread and waits until it has returned. No earlier callback runs afterwards.</summary>
    /// <remarks>An exception of the action is thrown here; the loop goes on.</remarks>
    internal void Invoke(Action action)
    {
        if (Thread.CurrentThread == _thread)
        {
            action();
            return;
        }

        ExceptionDispatchInfo? thrown = null;
        using var done = new ManualResetEventSlim();
        _invocations.Enqueue(() =>
        {
            try
            {
                action();
            }
            catch (Exception reason)
            {
                thrown = ExceptionDispatchInfo.Capture(reason);
            }

            done.Set();
        });
        _wakeUp.Set();
        done.Wait();
        thrown?.Throw();
    }

    public void Dispose()
    {
        _stopping = true;
        _wakeUp.Set();
        if (Thread.CurrentThread != _thread)
        {
            _thread.Join();
        }

        _epoll.Dispose();
        _wakeUp.Dispose();
    }

    private void Run()
    {
        var count = 0;
        while (!_stopping)
        {
            count = WaitForEvents(afterEvents: count > 0);
            for (var i = 0; i < count; i++)
            {
                var (events, token) = _epoll[i];
                if (token == WakeUpToken)
                {
                    _wakeUp.Reset();
                }
                else if (Volatile.Read(ref _slots)[(int)token] is { } target)
                {
                    Dispatch(target, events);
                }
            }

            while (_invocations.TryDequeue(out var action))
            {
                action();
            }

            while (Timers.FindDue() is { } due)
            {
                Guard(due.Run);
            }
        }
    }

    /// <summary>Waits for events; while the pool is behind, first for the pool.</summary>
    /// <param name="afterEvents">True after a wait that returned events: they have given the pool more work.</param>
    private int WaitForEvents(bool afterEvents)
    {
        if (!SendQueue.Update())
        {
            return _epoll.Wait(Timers.UntilNext());
        }

        if (!afterEvents)
        {
            return _epoll.Wait(SendQueue.LongestWait);
        }

        _ = SendQueue.WaitForPool(_wakeUp);
        return _epoll.Wait(0);
    }

    /// <summary>An exception here would end the process: it ends its target only.</summary>
    private static void Dispatch(IEventTarget target, int events)
    {
        try
        {
            target.OnEvents(events);
        }
        catch (Exception reason)
        {
            Fail(target, reason);
        }
    }

    /// <summary>A method of its own: the lambda would allocate for each event in <see cref="Dispatch"/>.</summary>
    private static void Fail(IEventTarget target, Exception reason) => Guard(() => target.OnEventsFailed(reason));

    /// <summary>Drops an exception of code that handles another exception, such as one of a logger: no target is left to end.</summary>
    private static void Guard(Action handle)
    {
        try
        {
            handle();
        }
        catch (Exception)
        {
            // The other targets must be served.
        }
    }

    private void Free(int slot)
    {
        lock (_lock)
        {
            _slots[slot] = null;
            _freeSlots.Push(slot);
        }
    }
}
