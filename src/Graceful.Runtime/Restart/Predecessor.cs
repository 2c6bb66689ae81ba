using Graceful.Posix;
using Graceful.Transport;
using static Tmds.Linux.LibC;

namespace Graceful.Restart;

/// <summary>The events of a predecessor, raised on its own thread.</summary>
internal interface IPredecessorEvents
{
    void RestartRequested();

    void PredecessorServicesStopped();

    /// <param name="inOrder">False when it died before it had finished.</param>
    void PredecessorGone(bool inOrder);
}

/// <summary>The process that hands over to this one. One thread adopts the connections that it sends.</summary>
internal sealed class Predecessor
{
    private const int RetryMilliseconds = 100;

    /// <summary>The predecessor reads and answers on a thread of its own, also while its lifecycle is busy.</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(1);

    private readonly int _channel;
    private readonly ListenerTable _listeners;
    private readonly IPredecessorEvents _events;
    private readonly Lock _closing = new();

    // True when the predecessor serves on after this process has ended. The first message decides: the end of the channel may follow it.
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

    /// <summary>Sends the first message of a successor, which tells the predecessor its protocol versions and its pid.</summary>
    /// <exception cref="StartRefusedException">The predecessor no longer waits for this process and goes on serving.</exception>
    internal static void SendHello(int channel)
    {
        Span<byte> buffer = stackalloc byte[HandoverMessages.MaxLength];
        _ = Packet.TrySend(channel, HandoverMessage.Hello.Encode(ProtocolVersions.Own.ToString()));
        if (Packet.TryReceive(channel, buffer, out var unexpected) > 0 && (HandoverMessage)buffer[0] == HandoverMessage.Dismissed)
        {
            throw new StartRefusedException(
                "The process that started this one no longer waits for it and goes on serving. Refusing to start a second server; "
                + "use exec in a wrapper script, so that the server starts in time.");
        }

        Descriptor.CloseIfOpen(unexpected);
    }

    /// <summary>Tells the predecessor that every endpoint accepts, so that it hands over.</summary>
    /// <param name="unwanted">The keys of its listeners that this process does not serve.</param>
    internal void SendReady(IEnumerable<string> unwanted)
    {
        _isRunning = true;
        new Thread(Run) { Name = "graceful-predecessor", IsBackground = true }.Start();
        foreach (var key in unwanted)
        {
            Send(HandoverMessage.Unwanted.Encode(key), AnswerTimeout);
        }

        Send(HandoverMessage.Ready.Encode(), AnswerTimeout);
    }

    /// <summary>Announces the end of this process, which the predecessor would otherwise take for a crash and accept again.</summary>
    internal void SendFinished()
    {
        lock (_closing)
        {
            _isStopping = true;
        }

        // The channel may be full of answers for connections, and a lost message would make a stop a crash.
        Send(HandoverMessage.Finished.Encode(), AnswerTimeout);
    }

    /// <summary>Settles which generation is the last when both are told to stop at the same moment.</summary>
    /// <returns>False when the predecessor has finished, so that this process is the last generation.</returns>
    internal bool TryLeave()
    {
        lock (_closing)
        {
            if (!_isRunning)
            {
                // The predecessor does not know that this process was ready, and goes on.
                return true;
            }
        }

        if (!_hasFinished)
        {
            Send(HandoverMessage.Leaving.Encode(), AnswerTimeout);
        }

        // A predecessor that is stopped (SIGSTOP) does not answer and still exists.
        return _listeners.AreShared = !_goesOn.Task.Wait(AnswerTimeout) || _goesOn.Task.GetAwaiter().GetResult();
    }

    private void Run()
    {
        var buffer = new byte[HandoverMessages.MaxReentryLength];
        while (true)
        {
            var length = Packet.TryReceive(_channel, buffer, out var fd);
            if (length == -EAGAIN)
            {
                _ = PollSet.WaitForInput(_channel);
                continue;
            }

            if (length == -ECONNRESET)
            {
                // The predecessor has left answers unread. The kernel reports that once, before the messages still to be read (unix(7)).
                continue;
            }

            if (length <= 0)
            {
                Close();
                return;
            }

            Receive(buffer.AsSpan(0, length), fd);
        }
    }

    private void Receive(ReadOnlySpan<byte> message, int fd)
    {
        var type = (HandoverMessage)message[0];
        if (type == HandoverMessage.Connection)
        {
            Adopt(HandoverMessages.FieldOf(message), fd);
            return;
        }

        if (type == HandoverMessage.Reentry)
        {
            // Without its request the connection would look like one between two requests.
            var request = HandoverMessages.ReentryOf(message);
            Adopt(request is null ? "" : HandoverMessages.FieldOf(message), fd, request);
            return;
        }

        Descriptor.CloseIfOpen(fd);
        switch (type)
        {
            case HandoverMessage.Restart:
                _events.RestartRequested();
                break;
            case HandoverMessage.ServicesStopped:
                _events.PredecessorServicesStopped();
                break;
            case HandoverMessage.Ping:
                Send(HandoverMessage.Alive.Encode());
                break;
            case HandoverMessage.Finished:
                _hasFinished = true;
                _goesOn.TrySetResult(false);
                break;
            case HandoverMessage.GoingOn:
                _goesOn.TrySetResult(true);
                break;
        }
    }

    private void Close()
    {
        lock (_closing)
        {
            _isClosed = true;
            Descriptor.Close(_channel);
        }

        _listeners.AreShared = false;
        _goesOn.TrySetResult(false);
        _events.PredecessorGone(_hasFinished);
    }

    /// <summary>Answers before it serves: the answer decides which process owns the connection.</summary>
    /// <param name="key">The listener that accepted the connection.</param>
    /// <param name="fd">−1 when no descriptor was free here: the kernel then drops the one in the message (MSG_CTRUNC, recvmsg(2)).</param>
    /// <param name="replay">The request that goes on here; null for a connection between two requests.</param>
    private void Adopt(string key, int fd, Reentry? replay = null)
    {
        var listener = _listeners.Find(key);
        HandoverConnection? connection = null;
        lock (_closing)
        {
            // A process that stops would close the connection soon. The predecessor can still serve it.
            if (listener is not null && fd >= 0 && !_isStopping && listener.CanAdopt(fd))
            {
                connection = listener.Admit(fd, replay: replay);
                if (replay is not null)
                {
                    connection.OnResumed(SendResumed);
                }
            }
        }

        Send((connection is null ? HandoverMessage.Refused : HandoverMessage.Adopted).Encode());
        if (connection is not null)
        {
            listener!.Serve(connection);
        }
        else
        {
            Descriptor.CloseIfOpen(fd);
        }
    }

    /// <summary>Does not wait for room in the channel: the thread is the application's, and the predecessor goes on without it.</summary>
    private void SendResumed() => _ = TrySend(HandoverMessage.Resumed.Encode());

    /// <summary>Sends a message, and waits for room in the channel where necessary: the predecessor reads until it ends.</summary>
    private void Send(byte[] message, TimeSpan? limit = null)
    {
        var startedAt = Environment.TickCount64;
        while (true)
        {
            if (TrySend(message))
            {
                return;
            }

            if (Environment.TickCount64 - startedAt >= limit?.TotalMilliseconds)
            {
                return;
            }

            PollSet.WaitForRoom(_channel, RetryMilliseconds);
        }
    }

    /// <returns>False when the channel has no room now.</returns>
    private bool TrySend(byte[] message)
    {
        lock (_closing)
        {
            // The number of a closed channel may belong to the connection of a client by now.
            return _isClosed || !Packet.IsTemporary(Packet.TrySend(_channel, message));
        }
    }
}
