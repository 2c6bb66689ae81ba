using System.Diagnostics.CodeAnalysis;
using Graceful.Posix;
using Graceful.Transport;

namespace Graceful.Restart;

/// <summary>
/// The running successor, seen from its predecessor: one thread that passes connections on, counts what has been adopted, and
/// notices its end. A descriptor is let go only when the successor has answered for it.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The thread that uses the descriptors closes them when it ends.")]
internal sealed unsafe class Successor : ISuccessor
{
    private const int RetryMilliseconds = 10;

    private readonly ChildProcess _child;
    private readonly int _channel;
    private readonly int _pidFd;
    private readonly HandoffTransport _transport;
    private readonly ISuccessorEvents _events;
    private readonly StandardErrorRelay? _standardError;
    private readonly ListenerTable? _listeners;
    private readonly List<string> _unwanted = [];
    private readonly WakeUp _wakeUp;
    private readonly Lock _lock = new();

    // Under the lock: what waits for room in the channel, and what waits for an answer, in the order in which it was sent.
    private readonly Queue<Parcel> _outgoing = new();
    private readonly Queue<Parcel> _unanswered = new();
    private bool _isGone;
    private bool _saidFinished;

    /// <exception cref="IOException">
    /// No descriptor is free, or no thread. The child has been ended: nobody would know of it, and it would serve on its own.
    /// </exception>
    internal Successor(
        ChildProcess child,
        int channel,
        HandoffTransport transport,
        ISuccessorEvents events,
        StandardErrorRelay? standardError = null,
        ListenerTable? listeners = null)
    {
        _child = child;
        _channel = channel;
        _transport = transport;
        _events = events;
        _standardError = standardError;
        _listeners = listeners;
        try
        {
            _wakeUp = new WakeUp();
            _pidFd = Descriptor.OfProcess(child.Pid);
            StartWatching();
        }
        catch (IOException)
        {
            child.End();
            throw;
        }
    }

    public int Pid => _child.Pid;

    public string LastWords => _standardError?.Tail ?? "";

    public void Kill(int signal) => _child.Kill(signal);

    public void AskToRestart() => Post(new Parcel(HandoffMessage.Restart.Encode()));

    public void Finish() => Post(new Parcel(HandoffMessage.Finished.Encode()));

    public void Take(HandoffConnection connection, int fd) =>
        Post(new Parcel(HandoffMessage.Connection.Encode(connection.Listener.Key), connection, fd));

    /// <summary>Sends at once, on the thread that asks: under load each hop to another thread costs a request its turn.</summary>
    private void Post(Parcel parcel)
    {
        lock (_lock)
        {
            if (!_isGone)
            {
                _outgoing.Enqueue(parcel);
                if (_outgoing.Count > 1 || !TrySendOutgoing(out var blockedBy) || blockedBy != 0)
                {
                    _wakeUp.Set();
                }

                return;
            }
        }

        Return(parcel, mayLeave: true);
    }

    private void StartWatching()
    {
        try
        {
            new Thread(Run) { Name = $"graceful-successor-{Pid}", IsBackground = true }.Start();
        }
        catch (OutOfMemoryException reason)
        {
            // What Thread.Start makes of EAGAIN (pthread_create(3)): too many threads, for the user or for the container.
            _wakeUp.Dispose();
            CloseIfOpen(_pidFd);
            throw new IOException($"the thread that watches process {Pid} could not be started (RLIMIT_NPROC, or pids.max of the cgroup?)", reason);
        }
    }

    private void Run()
    {
        while (TrySendOutgoing(out var blockedBy) && TryReceive())
        {
            if (_child.TryGetExit() is not null)
            {
                break;
            }

            Wait(blockedBy);
        }

        // What it said before its end counts, whichever way the end was noticed: that it was told to stop, and above all which
        // connections it has taken. One of those that came back would have two readers behind it.
        _ = TryReceive();

        // The channel's end often comes just before the process' own; the status is worth the moment.
        var status = WaitForExit();
        lock (_lock)
        {
            _isGone = true;
        }

        // Nobody else touches the queues from here on.
        while (_unanswered.TryDequeue(out var parcel) || _outgoing.TryDequeue(out parcel))
        {
            Return(parcel, mayLeave: true);
        }

        _wakeUp.Dispose();
        Descriptor.Close(_channel);
        CloseIfOpen(_pidFd);
        _events.Gone(this, status, _saidFinished);
        if (status is null)
        {
            // It lives on without a channel. Whoever is told so ends it; its parent has to reap it.
            _ = _child.WaitForExit();
        }
    }

    private void Wait(int blockedBy)
    {
        var fds = stackalloc Libc.PollFd[3];
        fds[0] = new() { fd = _channel, events = blockedBy == Errno.EAGAIN ? (short)(Libc.POLLIN | Libc.POLLOUT) : Libc.POLLIN };
        fds[1] = new() { fd = _wakeUp.Fd, events = Libc.POLLIN };

        // A negative descriptor is passed over by poll(2): then the channel's end alone tells.
        fds[2] = new() { fd = _pidFd, events = Libc.POLLIN };

        // As many descriptors are in flight as this user may have (unix(7), ETOOMANYREFS): nothing tells when there are fewer.
        _ = Libc.poll(fds, 3, blockedBy is 0 or Errno.EAGAIN ? -1 : RetryMilliseconds);
        _wakeUp.Reset();
    }

    private ExitStatus? WaitForExit()
    {
        const int PatienceMilliseconds = 1000;
        if (_child.TryGetExit() is null && _pidFd >= 0)
        {
            var fd = new Libc.PollFd { fd = _pidFd, events = Libc.POLLIN };
            _ = Libc.poll(&fd, 1, PatienceMilliseconds);
        }

        return _child.TryGetExit();
    }

    /// <returns>False when the successor is gone.</returns>
    private bool TrySendOutgoing(out int blockedBy)
    {
        lock (_lock)
        {
            blockedBy = 0;
            while (_outgoing.TryPeek(out var parcel))
            {
                var errno = Packet.TrySend(_channel, parcel.Message, parcel.Fd);
                switch (errno)
                {
                    case 0:
                        _ = _outgoing.Dequeue();
                        if (parcel.Connection is not null)
                        {
                            _unanswered.Enqueue(parcel);
                        }

                        break;
                    case Errno.EAGAIN or Errno.ENOBUFS or Errno.ETOOMANYREFS:
                        blockedBy = errno;
                        return true;
                    default:
                        return false;
                }
            }

            return true;
        }
    }

    /// <returns>False when the successor is gone.</returns>
    private bool TryReceive()
    {
        Span<byte> buffer = stackalloc byte[HandoffMessages.MaxLength];
        while (true)
        {
            var length = Packet.TryReceive(_channel, buffer, out _);
            if (length == -Errno.EAGAIN)
            {
                return true;
            }

            if (length == -Errno.ECONNRESET)
            {
                // It has left packets unread. The kernel says so once, in front of what is still to be read (unix(7)).
                continue;
            }

            if (length <= 0)
            {
                return false;
            }

            switch ((HandoffMessage)buffer[0])
            {
                case HandoffMessage.Unwanted:
                    _unwanted.Add(HandoffMessages.ListenerOf(buffer[..length]));
                    break;
                case HandoffMessage.Ready:
                    // Before the drain: what is accepted here last is part of it.
                    _unwanted.ForEach(key => _listeners?.Find(key)?.GiveUp());

                    // It writes to the original by now. This process may soon be gone, and what it has not passed on with it.
                    _standardError?.CatchUp();
                    _events.Ready(this);
                    break;
                case HandoffMessage.Adopted when TryTakeUnanswered(out var adopted):
                    _transport.Moved(adopted.Connection!, adopted.Fd);
                    break;
                case HandoffMessage.Refused when TryTakeUnanswered(out var refused):
                    Return(refused, mayLeave: false);
                    break;
                case HandoffMessage.Finished:
                    _saidFinished = true;
                    break;
            }
        }
    }

    private bool TryTakeUnanswered([NotNullWhen(true)] out Parcel? parcel)
    {
        lock (_lock)
        {
            return _unanswered.TryDequeue(out parcel);
        }
    }

    private void Return(Parcel parcel, bool mayLeave)
    {
        if (parcel.Connection is not null)
        {
            _transport.Returned(parcel.Connection, parcel.Fd, mayLeave);
        }
    }

    private static void CloseIfOpen(int fd)
    {
        if (fd >= 0)
        {
            Descriptor.Close(fd);
        }
    }

    private sealed record Parcel(byte[] Message, HandoffConnection? Connection = null, int Fd = -1);
}
