using Graceful.Posix;
using Graceful.Transport;

namespace Graceful.Restart;

/// <summary>What a predecessor makes known. Called on its own thread.</summary>
internal interface IPredecessorEvents
{
    void RestartRequested();

    /// <param name="inOrder">It had finished; otherwise it died.</param>
    void PredecessorGone(bool inOrder);
}

/// <summary>The process that this one takes over from: one thread that adopts what it sends.</summary>
internal sealed class Predecessor
{
    private readonly int _channel;
    private readonly ListenerTable _listeners;
    private readonly IPredecessorEvents _events;
    /// <summary>The predecessor answers from a thread of its own, whatever else it does.</summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(1);

    private readonly Lock _closing = new();

    // Whether it goes on when this process ends: the first word about that counts, since its end may follow at once.
    private readonly TaskCompletionSource<bool> _goesOn = new();
    private bool _isRunning;
    private bool _isClosed;
    private bool _isStopping;
    private volatile bool _hasFinished;

    internal Predecessor(int channel, ListenerTable listeners, IPredecessorEvents events)
    {
        _channel = channel;
        _listeners = listeners;
        _events = events;
        listeners.AreShared = true;
    }

    /// <summary>The first word of a successor: the kernel tells the predecessor with it which process it is.</summary>
    /// <exception cref="StartRefusedException">The predecessor has given up on whoever it has started, and serves on.</exception>
    internal static void SendHello(int channel)
    {
        Span<byte> buffer = stackalloc byte[HandoffMessages.MaxLength];
        _ = Packet.TrySend(channel, HandoffMessage.Hello.Encode());
        if (Packet.TryReceive(channel, buffer, out _) > 0 && (HandoffMessage)buffer[0] == HandoffMessage.Dismissed)
        {
            throw new StartRefusedException(
                "The process that has started this one did not wait for it any longer, and serves on. Refusing to start beside it; "
                + "let a wrapper script exec the server, so that it is not started late.");
        }
    }

    /// <summary>Every endpoint accepts: the predecessor may leave.</summary>
    /// <param name="unwanted">The keys of its listeners that are not served here.</param>
    internal void SendReady(IEnumerable<string> unwanted)
    {
        _isRunning = true;
        new Thread(Run) { Name = "graceful-predecessor", IsBackground = true }.Start();
        foreach (var key in unwanted)
        {
            Send(HandoffMessage.Unwanted.Encode(key));
        }

        Send(HandoffMessage.Ready.Encode());
    }

    /// <summary>This process was told to stop: the predecessor must not take its end for a crash, and come back.</summary>
    internal void SendFinished()
    {
        lock (_closing)
        {
            _isStopping = true;
            if (!_isClosed)
            {
                _ = Packet.TrySend(_channel, HandoffMessage.Finished.Encode());
            }
        }
    }

    /// <summary>This process was told to stop and ends now. Both may do so at the same moment, and one of them has to be the last.</summary>
    /// <returns>False when the predecessor has finished, so that nobody is left.</returns>
    internal bool TryLeave()
    {
        lock (_closing)
        {
            if (!_isRunning)
            {
                // It has not been told that this process is ready, and goes on.
                return true;
            }

            if (!_isClosed && !_hasFinished)
            {
                Send(HandoffMessage.Leaving.Encode());
            }
        }

        // No answer comes from one that is stopped (SIGSTOP), and is still there.
        return _listeners.AreShared = !_goesOn.Task.Wait(AnswerLimit) || _goesOn.Task.Result;
    }

    private void Run()
    {
        Span<byte> buffer = stackalloc byte[HandoffMessages.MaxLength];
        while (true)
        {
            var length = Packet.TryReceive(_channel, buffer, out var fd);
            if (length == -Errno.EAGAIN)
            {
                _ = PollSet.WaitForInput(_channel);
                continue;
            }

            if (length == -Errno.ECONNRESET)
            {
                // It has left answers unread. The kernel says so once, in front of what is still to be read (unix(7)).
                continue;
            }

            if (length <= 0)
            {
                lock (_closing)
                {
                    _isClosed = true;
                    Descriptor.Close(_channel);
                }

                _listeners.AreShared = false;
                _goesOn.TrySetResult(false);
                _events.PredecessorGone(_hasFinished);
                return;
            }

            switch ((HandoffMessage)buffer[0])
            {
                case HandoffMessage.Connection:
                    Adopt(HandoffMessages.ListenerOf(buffer[..length]), fd);
                    break;
                case HandoffMessage.Restart:
                    _events.RestartRequested();
                    break;
                case HandoffMessage.Finished:
                    _hasFinished = true;
                    _goesOn.TrySetResult(false);
                    break;
                case HandoffMessage.GoingOn:
                    _goesOn.TrySetResult(true);
                    break;
            }
        }
    }

    /// <summary>Answers before it serves: from the answer on nobody else does.</summary>
    /// <param name="key">The listener that accepted the connection.</param>
    /// <param name="fd">−1 when none was free here: the kernel drops what comes along then (MSG_CTRUNC, recvmsg(2)).</param>
    private void Adopt(string key, int fd)
    {
        var listener = _listeners.Find(key);
        HandoffConnection? connection = null;
        lock (_closing)
        {
            // A process that stops empties itself, and would take the connection along: the predecessor can serve it still.
            if (listener is not null && fd >= 0 && !_isStopping)
            {
                connection = listener.Admit(fd);
            }
        }

        Send((connection is null ? HandoffMessage.Refused : HandoffMessage.Adopted).Encode());
        if (connection is not null)
        {
            listener!.Serve(connection);
        }
        else if (fd >= 0)
        {
            Descriptor.Close(fd);
        }
    }

    /// <summary>Waits for room: the predecessor reads until it has gone.</summary>
    private void Send(byte[] message)
    {
        while (Packet.TrySend(_channel, message) is Errno.EAGAIN or Errno.ENOBUFS)
        {
            PollSet.WaitForRoom(_channel);
        }
    }
}
