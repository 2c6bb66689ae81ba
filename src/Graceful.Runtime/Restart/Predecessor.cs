using Graceful.Posix;
using Graceful.Transport;

namespace Graceful.Restart;

/// <summary>What a predecessor makes known. Called on its own thread.</summary>
internal interface IPredecessorEvents
{
    void RestartAsked();

    /// <param name="inOrder">It had finished; otherwise it died.</param>
    void PredecessorGone(bool inOrder);
}

/// <summary>The process that this one takes over from: one thread that adopts what it sends.</summary>
internal sealed unsafe class Predecessor
{
    private readonly int _channel;
    private readonly ListenerTable _listeners;
    private readonly IPredecessorEvents _events;
    private readonly Lock _closing = new();
    private bool _isClosed;
    private bool _isStopping;

    internal Predecessor(int channel, ListenerTable listeners, IPredecessorEvents events)
    {
        _channel = channel;
        _listeners = listeners;
        _events = events;
        listeners.AreShared = true;
    }

    /// <summary>Every endpoint accepts: the predecessor may leave.</summary>
    /// <param name="unwanted">The keys of its listeners that are not served here.</param>
    internal void SayReady(IEnumerable<string> unwanted)
    {
        new Thread(Run) { Name = "graceful-predecessor", IsBackground = true }.Start();
        foreach (var key in unwanted)
        {
            Send(HandoffMessage.Unwanted.Encode(key));
        }

        Send(HandoffMessage.Ready.Encode());
    }

    /// <summary>This process was told to stop: the predecessor must not take its end for a crash, and come back.</summary>
    internal void SayFinished()
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

    private void Run()
    {
        Span<byte> buffer = stackalloc byte[HandoffMessages.MaxLength];
        var inOrder = false;
        var poll = new Libc.PollFd { fd = _channel, events = Libc.POLLIN };
        while (true)
        {
            var length = Packet.TryReceive(_channel, buffer, out var fd);
            if (length == -Errno.EAGAIN)
            {
                _ = Libc.poll(&poll, 1, -1);
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
                _events.PredecessorGone(inOrder);
                return;
            }

            switch ((HandoffMessage)buffer[0])
            {
                case HandoffMessage.Connection:
                    Adopt(HandoffMessages.ListenerOf(buffer[..length]), fd);
                    break;
                case HandoffMessage.Restart:
                    _events.RestartAsked();
                    break;
                case HandoffMessage.Finished:
                    inOrder = true;
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
        var poll = new Libc.PollFd { fd = _channel, events = Libc.POLLOUT };
        while (Packet.TrySend(_channel, message) is Errno.EAGAIN or Errno.ENOBUFS)
        {
            _ = Libc.poll(&poll, 1, -1);
        }
    }
}
