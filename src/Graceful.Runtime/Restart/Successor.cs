using System.Diagnostics.CodeAnalysis;
using Graceful.Posix;
using Graceful.Transport;

namespace Graceful.Restart;

/// <summary>
/// The running successor, seen from its predecessor: one thread that passes connections on, counts what has been adopted, and
/// notices its end. A descriptor is let go only when the successor has answered for it.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The thread that uses the descriptors closes them when it ends.")]
internal sealed partial class Successor : ISuccessor
{
    private const int RetryMilliseconds = 10;

    private readonly SuccessorProcess _process;
    private readonly int _channel;
    private readonly HandoffTransport _transport;
    private readonly ISuccessorEvents _events;
    private readonly StandardErrorRelay? _standardError;
    private readonly ListenerTable? _listeners;
    private readonly List<string> _unwanted = [];
    private readonly WakeUp _wakeUp;
    private readonly Lock _lock = new();

    // Under the lock: what waits for room in the channel, and what waits for an answer, in the order in which it was sent.
    private readonly Queue<OutgoingMessage> _outgoing = new();
    private readonly Queue<OutgoingMessage> _unanswered = new();
    private bool _isGone;
    private bool _isLeft;
    private bool _hasFinished;


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
        _channel = channel;
        _transport = transport;
        _events = events;
        _standardError = standardError;
        _listeners = listeners;
        try
        {
            _wakeUp = new WakeUp();
            _process = new SuccessorProcess(child, maySendAnother: Packet.IdentifiesSenders(channel));
            StartWatching();
        }
        catch (IOException)
        {
            child.End();
            throw;
        }
    }

    public int Pid => _process.Pid;

    public string ErrorOutput => _standardError?.Tail ?? "";

    public bool HasEnded
    {
        get
        {
            lock (_lock)
            {
                return _isGone || PollSet.IsHungUp(_channel);
            }
        }
    }

    public void Kill(int signal)
    {
        if (_process.TryKill(signal) || signal != Signals.SIGKILL)
        {
            return;
        }

        lock (_lock)
        {
            if (!_isGone)
            {
                _isAbandoned = true;
                _wakeUp.Set();
            }
        }
    }

    public void RequestRestart() => Post(new OutgoingMessage(HandoffMessage.Restart.Encode()));

    public bool Finish()
    {
        lock (_lock)
        {
            if (_isLeft || _isGone)
            {
                return false;
            }

            _hasFinished = true;
        }

        Post(new OutgoingMessage(HandoffMessage.Finished.Encode()));
        return true;
    }

    public void Take(HandoffConnection connection, int fd) =>
        Post(new OutgoingMessage(HandoffMessage.Connection.Encode(connection.Listener.Key), connection, fd));

    /// <summary>Sends at once, on the thread that asks: under load each hop to another thread costs a request its turn.</summary>
    private void Post(OutgoingMessage parcel)
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
            _process.Close();
            throw new IOException($"the thread that watches process {Pid} could not be started (RLIMIT_NPROC, or pids.max of the cgroup?)", reason);
        }
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

    /// <summary>Both may end at the same moment: whoever comes here first, the successor's word or <see cref="Finish"/>, is not the last.</summary>
    private bool TryBeTheLast()
    {
        lock (_lock)
        {
            _isLeft = !_hasFinished;
            return _isLeft;
        }
    }

    private bool TryTakeUnanswered([NotNullWhen(true)] out OutgoingMessage? parcel)
    {
        lock (_lock)
        {
            return _unanswered.TryDequeue(out parcel);
        }
    }

    private void Return(OutgoingMessage parcel, bool mayLeave)
    {
        if (parcel.Connection is not null)
        {
            _transport.Returned(parcel.Connection, parcel.Fd, mayLeave);
        }
    }

    private sealed record OutgoingMessage(byte[] Message, HandoffConnection? Connection = null, int Fd = -1);
}
