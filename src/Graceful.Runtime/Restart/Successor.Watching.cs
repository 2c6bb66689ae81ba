using Graceful.Posix;

namespace Graceful.Restart;

// The thread that listens to the successor, and notices its end.
internal sealed partial class Successor
{
    private volatile bool _isAbandoned;
    private bool _hasAnnouncedEnd;

    private void Run()
    {
        var waiting = new PollSet(_channel, _wakeUp.Fd, -1, -1);
        while (TrySendOutgoing(out var blockedBy) && TryReceive() && !_process.HasEnded() && !IsGivenUp())
        {
            Wait(waiting, blockedBy);
        }

        // What it said before its end counts, whichever way the end was noticed: that it was told to stop, and above all which
        // connections it has taken. One of those that came back would have two readers behind it.
        _ = TryReceive();
        var status = _process.WaitForExit();
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
        _events.Gone(this, status, _hasAnnouncedEnd);
        if (status is null)
        {
            // It lives on without a channel. Whoever is told so ends it; its parent has to reap it.
            _process.Reap();
        }

        _process.Close();
    }

    private void Wait(PollSet waiting, int blockedBy)
    {
        var (child, server) = _process.Descriptors;
        waiting.WantRoom(0, blockedBy == Errno.EAGAIN);
        waiting.Replace(2, child);
        waiting.Replace(3, server);

        // As many descriptors are in flight as this user may have (unix(7), ETOOMANYREFS): nothing tells when there are fewer.
        waiting.Wait(blockedBy is 0 or Errno.EAGAIN ? Timeout.Infinite : RetryMilliseconds);
        _wakeUp.Reset();
    }

    /// <summary>It was to be killed, and there is nobody to kill: the wrapper has gone, and what it has started has not spoken yet.</summary>
    private bool IsGivenUp()
    {
        if (!_isAbandoned)
        {
            return false;
        }

        // Either it finds this when it says who it is, and ends; or it has said so before this was sent, and is killed now.
        _ = Packet.TrySend(_channel, HandoffMessage.Dismissed.Encode());
        _isAbandoned = false;
        return !TryReceive() || !_process.TryKill(Signals.SIGKILL);
    }

    /// <returns>False when the successor is gone.</returns>
    private bool TryReceive()
    {
        Span<byte> buffer = stackalloc byte[HandoffMessages.MaxLength];
        while (true)
        {
            var length = Packet.TryReceive(_channel, buffer, out _, out var sender);
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

            _process.Identify(sender);
            switch ((HandoffMessage)buffer[0])
            {
                case HandoffMessage.Unwanted:
                    _unwanted.Add(HandoffMessages.ListenerOf(buffer[..length]));
                    break;
                case HandoffMessage.Ready:
                    // Before the drain: what is accepted here last is part of it.
                    _unwanted.ForEach(key => _listeners?.Find(key)?.StopListening());

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
                    _hasAnnouncedEnd = true;
                    break;
                case HandoffMessage.Leaving when TryBeTheLast():
                    Post(new OutgoingMessage(HandoffMessage.GoingOn.Encode()));
                    break;
            }
        }
    }
}
