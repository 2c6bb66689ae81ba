using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Graceful.Posix;
using Graceful.Transport;
using static Tmds.Linux.LibC;

namespace Graceful.Restart;

/// <summary>
/// The running successor, seen from its predecessor. One thread sends connections, receives the answers, and notices the end. A
/// descriptor is closed here only after the successor has adopted the connection.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The thread that uses the descriptors closes them when it ends.")]
internal sealed partial class Successor : ISuccessor
{
    private const int RetryMilliseconds = 10;

    /// <summary>The protocol version from which on a successor answers <see cref="HandoffMessage.Ping"/>.</summary>
    private const int PingVersion = 2;

    /// <summary>The protocol version from which on a successor takes <see cref="HandoffMessage.Reentry"/>.</summary>
    private const int ReentryVersion = 3;

    /// <summary>The protocol version from which on a <see cref="HandoffMessage.Reentry"/> may be server-sent events.</summary>
    private const int EventStreamVersion = 4;

    /// <summary>The protocol version from which on a <see cref="HandoffMessage.Reentry"/> may have no response head.</summary>
    private const int UnansweredVersion = 5;

    /// <summary>The protocol version that has <see cref="HandoffMessage.Resumed"/>.</summary>
    private const int ResumedVersion = 5;

    private readonly SuccessorProcess _process;
    private readonly int _channel;
    private readonly HandoffTransport _transport;
    private readonly ISuccessorEvents _events;
    private readonly StandardErrorRelay? _standardError;
    private readonly ListenerTable? _listeners;
    private readonly TimeSpan _answerTimeout;
    private readonly List<string> _unwanted = [];
    private readonly WakeUp _wakeUp;
    private readonly Lock _lock = new();

    // Under the lock: the messages that wait for room in the channel, and the connections that wait for an answer, in the order in
    // which they were sent.
    private readonly Queue<OutgoingMessage> _outgoing = new();
    private readonly Queue<OutgoingMessage> _unanswered = new();
    private long _answeredAt;
    private Ending _ending;
    private volatile int _version = 1;

    /// <exception cref="IOException">
    /// No descriptor or no thread is free. The child has been ended: unsupervised, it would serve on its own.
    /// </exception>
    internal Successor(
        ChildProcess child,
        int channel,
        HandoffTransport transport,
        ISuccessorEvents events,
        StandardErrorRelay? standardError = null,
        ListenerTable? listeners = null,
        TimeSpan? answerTimeout = null)
    {
        _channel = channel;
        _transport = transport;
        _events = events;
        _standardError = standardError;
        _listeners = listeners;
        _answerTimeout = answerTimeout ?? AnswerTimeout;
        try
        {
            _wakeUp = new WakeUp();
            _process = new SuccessorProcess(child, maySendAnother: Packet.IdentifiesSenders(channel));
            StartWatching();
        }
        catch
        {
            child.End();
            throw;
        }
    }

    /// <summary>
    /// A successor answers on a thread of its own within microseconds. This much later it is not running any more (SIGSTOP, a frozen
    /// cgroup, a deadlock).
    /// </summary>
    internal static TimeSpan AnswerTimeout { get; } = TimeSpan.FromSeconds(3);

    public int Pid => _process.Pid;

    public bool TakesReentries => _version >= ReentryVersion;

    public bool TakesEventStreams => _version >= EventStreamVersion;

    public bool ReportsResumed => _version >= ResumedVersion;

    public bool TakesUnansweredRequests => _version >= UnansweredVersion;

    public string ErrorOutput => _standardError?.Tail ?? "";

    public bool HasEnded
    {
        get
        {
            lock (_lock)
            {
                return _ending == Ending.Gone || PollSet.IsHungUp(_channel);
            }
        }
    }

    public int Unanswered
    {
        get
        {
            lock (_lock)
            {
                return _unanswered.Count(message => message.Connection is not null);
            }
        }
    }

    public void Kill(int signal)
    {
        if (_process.TryKill(signal) || signal != SIGKILL)
        {
            return;
        }

        lock (_lock)
        {
            if (_ending != Ending.Gone)
            {
                _killRequested = true;
                _wakeUp.Set();
            }
        }
    }

    public void RequestRestart() => Post(new OutgoingMessage(HandoffMessage.Restart.Encode()));

    public void AnnounceServicesStopped() => Post(new OutgoingMessage(HandoffMessage.ServicesStopped.Encode()));

    public bool Finish()
    {
        lock (_lock)
        {
            if (_ending is Ending.SuccessorFirst or Ending.Gone)
            {
                return false;
            }

            _ending = Ending.ThisProcessFirst;
        }

        Post(new OutgoingMessage(HandoffMessage.Finished.Encode()));
        return true;
    }

    public void Take(HandoffConnection connection, int fd)
    {
        var key = connection.Listener.Key;
        if (connection.Reentry is not { } request)
        {
            Post(new OutgoingMessage(HandoffMessage.Connection.Encode(key), connection, fd));
        }
        else if (request.IsUnanswered ? TakesUnansweredRequests : request.IsEventStream ? TakesEventStreams : TakesReentries)
        {
            Post(new OutgoingMessage(HandoffMessages.EncodeReentry(key, request), connection, fd));
        }
        else
        {
            // It was adopted here, and Kestrel has not taken it yet.
            _transport.Returned(connection, fd, mayLeave: false);
        }
    }

    /// <summary>Sends at once on the calling thread: under load, a hop to another thread costs a request its turn.</summary>
    private void Post(OutgoingMessage message)
    {
        lock (_lock)
        {
            if (_ending != Ending.Gone)
            {
                _outgoing.Enqueue(message);
                if (_outgoing.Count > 1 || !TrySendOutgoing(out var blockedBy) || blockedBy != 0)
                {
                    _wakeUp.Set();
                }

                return;
            }
        }

        Return(message, mayLeave: true);
    }

    private void StartWatching()
    {
        try
        {
            new Thread(Run) { Name = $"graceful-successor-{Pid}", IsBackground = true }.Start();
        }
        catch (OutOfMemoryException reason)
        {
            // Thread.Start throws this for EAGAIN (pthread_create(3)): too many threads for the user or the container.
            _wakeUp.Dispose();
            _process.Close();
            throw new IOException(
                $"the thread that watches process {Pid} could not be started (RLIMIT_NPROC, or pids.max of the cgroup?)", reason);
        }
    }

    /// <returns>False when the successor is gone.</returns>
    private bool TrySendOutgoing(out int blockedBy)
    {
        lock (_lock)
        {
            blockedBy = 0;
            while (_outgoing.TryPeek(out var message))
            {
                var errno = Packet.TrySend(_channel, message.Bytes, message.Fd);
                if (Packet.IsTemporary(errno))
                {
                    blockedBy = errno;
                    return true;
                }

                if (errno == EMSGSIZE)
                {
                    // The administrator has lowered net.core.wmem_default: this request stays here.
                    Return(_outgoing.Dequeue(), mayLeave: false);
                    continue;
                }

                if (errno != 0)
                {
                    return false;
                }

                _ = _outgoing.Dequeue();
                if (message.IsAnswered)
                {
                    AwaitAnswer(message);
                }
            }

            return true;
        }
    }

    private void AwaitAnswer(OutgoingMessage message)
    {
        _unanswered.Enqueue(message);
        if (_unanswered.Count == 1)
        {
            // The watching thread has to wait with a limit from now on.
            _answeredAt = Stopwatch.GetTimestamp();
            _wakeUp.Set();
        }
    }

    /// <summary>
    /// Called when the successor leaves. Of two generations that end, the first to get here or to <see cref="Finish"/> is not the last.
    /// </summary>
    private bool TryBeTheLast()
    {
        lock (_lock)
        {
            if (_ending == Ending.ThisProcessFirst)
            {
                return false;
            }

            _ending = Ending.SuccessorFirst;
            return true;
        }
    }

    private bool TryTakeUnanswered([NotNullWhen(true)] out OutgoingMessage? message)
    {
        lock (_lock)
        {
            _answeredAt = Stopwatch.GetTimestamp();
            return _unanswered.TryDequeue(out message);
        }
    }

    private void Return(OutgoingMessage message, bool mayLeave)
    {
        if (message.Connection is not null)
        {
            _transport.Returned(message.Connection, message.Fd, mayLeave);
        }
    }

    /// <summary>The generation that ends first. The other one is the last, and cleans up.</summary>
    private enum Ending
    {
        /// <summary>Neither generation has announced its end on the channel.</summary>
        Undecided,

        /// <summary>This process has sent <see cref="HandoffMessage.Finished"/>, and the successor goes on.</summary>
        ThisProcessFirst,

        /// <summary>The successor has sent <see cref="HandoffMessage.Leaving"/>. This process is the last generation.</summary>
        SuccessorFirst,

        /// <summary>The successor is gone, and the channel is closed.</summary>
        Gone,
    }

    private sealed record OutgoingMessage(byte[] Bytes, HandoffConnection? Connection = null, int Fd = -1)
    {
        /// <summary>True when the successor answers this message.</summary>
        internal bool IsAnswered => Connection is not null || (HandoffMessage)Bytes[0] == HandoffMessage.Ping;
    }
}
