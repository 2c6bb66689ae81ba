using System.Collections.Concurrent;
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
    private readonly SuccessorProcess _process;
    private readonly int _channel;
    private readonly HandoverTransport _transport;
    private readonly ISuccessorEvents _events;
    private readonly StandardErrorRelay? _standardError;
    private readonly TimeSpan _answerTimeout;
    private readonly ConcurrentQueue<string> _unwanted = new();
    private readonly WakeUp _wakeUp;
    private readonly Lock _lock = new();
    private volatile int _version = 1;

    // Under the lock.
    private Ending _ending;

    /// <exception cref="IOException">
    /// No descriptor or no thread is free. The child has been ended: unsupervised, it would serve on its own.
    /// </exception>
    internal Successor(
        ChildProcess child,
        int channel,
        HandoverTransport transport,
        ISuccessorEvents events,
        StandardErrorRelay? standardError = null,
        TimeSpan? answerTimeout = null)
    {
        _channel = channel;
        _transport = transport;
        _events = events;
        _standardError = standardError;
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

    public bool TakesReentries => _version >= ProtocolVersions.Reentry;

    public bool TakesEventStreams => _version >= ProtocolVersions.EventStream;

    public bool ReportsResumed => _version >= ProtocolVersions.Resumed;

    public bool TakesUnansweredRequests => _version >= ProtocolVersions.UnansweredRequest;

    public IReadOnlyList<string> Unwanted => [.. _unwanted];

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

    public void RequestRestart() => Post(new OutgoingMessage(HandoverMessage.Restart.Encode()));

    public void AnnounceServicesStopped() => Post(new OutgoingMessage(HandoverMessage.ServicesStopped.Encode()));

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

        Post(new OutgoingMessage(HandoverMessage.Finished.Encode()));
        return true;
    }

    private void StartWatching()
    {
        try
        {
            new Thread(Run) { Name = $"graceful-successor-{Pid}", IsBackground = true }.Start();
        }
        catch (OutOfMemoryException reason)
        {
            // Thread.Start throws this for EAGAIN (pthread_create(3)): too many threads for the user or the container, or no memory for
            // the stack.
            _wakeUp.Dispose();
            _process.Close();
            throw new IOException(
                $"the thread that watches process {Pid} could not be started "
                + "(RLIMIT_NPROC, RLIMIT_AS, RLIMIT_NOFILE, or pids.max of the cgroup?)",
                reason);
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

    /// <summary>The generation that ends first. The other one is the last, and cleans up.</summary>
    private enum Ending
    {
        /// <summary>Neither generation has announced its end on the channel.</summary>
        Undecided,

        /// <summary>This process has sent <see cref="HandoverMessage.Finished"/>, and the successor goes on.</summary>
        ThisProcessFirst,

        /// <summary>The successor has sent <see cref="HandoverMessage.Leaving"/>. This process is the last generation.</summary>
        SuccessorFirst,

        /// <summary>The successor is gone, and the channel is closed.</summary>
        Gone,
    }
}
