using System.Diagnostics;
using Graceful.Posix;
using static Tmds.Linux.LibC;

namespace Graceful.Restart;

// The thread that receives from the successor and notices its end.
internal sealed partial class Successor
{
    private const int RetryMilliseconds = 10;

    // Set on any thread when the process to kill is not known. The watching thread carries it out.
    private volatile bool _killRequested;
    private bool _hasAnnouncedEnd;
    private bool _isUnresponsive;

    private void Run()
    {
        var waiting = new PollSet(_channel, _wakeUp.Fd, -1, -1);
        while (TryWork(out var blockedBy))
        {
            Wait(waiting, blockedBy);
        }

        // The last messages count, whichever way the end was noticed: above all the answers for connections. A connection that was
        // adopted and came back would have two readers.
        _ = TryReceive();
        var status = _process.WaitForExit();
        if (status is null)
        {
            // It has closed the channel and lives on, or its wrapper does. It would compete with this process and its next successor.
            // Here, and not by the receiver of the event: the pidfd is open, and the addresses of the server must be free by then.
            _process.End();
        }

        lock (_lock)
        {
            _ending = Ending.Gone;
        }

        // No other thread touches the queues from here on.
        while (_unanswered.TryDequeue(out var message) || _outgoing.TryDequeue(out message))
        {
            Return(message, mayLeave: true);
        }

        _wakeUp.Dispose();
        Descriptor.Close(_channel);
        _events.Gone(this, status, _hasAnnouncedEnd);
        if (status is null)
        {
            // The wait has no limit: its parent has to reap it.
            _process.Reap();
        }

        _process.Close();
    }

    /// <summary>Does everything that can be done without waiting.</summary>
    /// <param name="blockedBy">The errno for which messages are left to send; 0 when none are.</param>
    /// <returns>False when the successor is gone or given up.</returns>
    private bool TryWork(out int blockedBy)
    {
        if (!TrySendOutgoing(out blockedBy))
        {
            return false;
        }

        if (!TryReceive())
        {
            return false;
        }

        if (_process.HasEnded())
        {
            return false;
        }

        if (_killRequested && !TryCarryOutKill())
        {
            return false;
        }

        KillIfUnresponsive();
        return true;
    }

    private void Wait(PollSet waiting, int blockedBy)
    {
        var (child, server) = _process.Descriptors;
        waiting.WantRoom(0, blockedBy == EAGAIN);
        waiting.Replace(2, child);
        waiting.Replace(3, server);

        // The user's limit of descriptors in flight is reached (ETOOMANYREFS, unix(7)), or memory is short (ENOBUFS, ENOMEM). No event
        // tells when that changes.
        var limit = blockedBy == 0 || blockedBy == EAGAIN ? Timeout.Infinite : RetryMilliseconds;
        if (UntilUnresponsive() is { } left && (limit == Timeout.Infinite || left < limit))
        {
            limit = left;
        }

        waiting.Wait(limit);
        _wakeUp.Reset();
    }

    /// <summary>Returns the milliseconds until the next answer is overdue; <see langword="null"/> when none is awaited.</summary>
    private int? UntilUnresponsive()
    {
        lock (_lock)
        {
            return _unanswered.Count == 0 || _isUnresponsive
                ? null
                : (int)Math.Ceiling(Math.Max(0, (_answerTimeout - Stopwatch.GetElapsedTime(_answeredAt)).TotalMilliseconds));
        }
    }

    private void KillIfUnresponsive()
    {
        if (UntilUnresponsive() == 0)
        {
            _isUnresponsive = true;
            _events.Unresponsive(this, Unanswered, _answerTimeout);
            Kill(SIGKILL);
        }
    }

    /// <summary>
    /// Ends a successor whose process was unknown when the kill was requested: the wrapper script had ended, and its child had not sent a
    /// message yet.
    /// </summary>
    /// <returns>False when the process is still unknown, or gone. The successor is then given up.</returns>
    private bool TryCarryOutKill()
    {
        // The child either receives this after its first message and ends, or it sent that message before and is killed now.
        _ = Packet.TrySend(_channel, HandoverMessage.Dismissed.Encode());
        _killRequested = false;
        return TryReceive() && _process.TryKill(SIGKILL);
    }

    /// <returns>False when the successor is gone.</returns>
    private bool TryReceive()
    {
        Span<byte> buffer = stackalloc byte[HandoverMessages.MaxLength];
        while (true)
        {
            var length = Packet.TryReceive(_channel, buffer, out var unexpected, out var sender);
            Descriptor.CloseIfOpen(unexpected);
            if (length == -EAGAIN)
            {
                return true;
            }

            if (length == -ECONNRESET)
            {
                // The successor has left messages unread. The kernel reports that once, before the messages still to be read (unix(7)).
                continue;
            }

            if (length <= 0)
            {
                return false;
            }

            _process.Identify(sender);
            Receive(buffer[..length]);
        }
    }

    private void Receive(ReadOnlySpan<byte> message)
    {
        switch ((HandoverMessage)message[0])
        {
            case HandoverMessage.Hello when ProtocolVersions.TryParse(HandoverMessages.FieldOf(message)) is { } versions:
                _version = ProtocolVersions.Own.InCommonWith(versions) ?? _version;
                break;
            case HandoverMessage.Unwanted:
                _unwanted.Enqueue(HandoverMessages.FieldOf(message));
                break;
            case HandoverMessage.Ready when _version >= ProtocolVersions.Ping:
                // A process can hang right after READY. This one hands over only after an answer.
                Post(new OutgoingMessage(HandoverMessage.Ping.Encode()));
                break;
            case HandoverMessage.Ready:
                BecomeReady();
                break;
            case HandoverMessage.Alive when TryTakeUnanswered(out _):
                BecomeReady();
                break;
            case HandoverMessage.Adopted when TryTakeUnanswered(out var adopted) && adopted.Connection is { } moved:
                _transport.Moved(moved, adopted.Fd);
                break;
            case HandoverMessage.Resumed:
                _transport.Resumed();
                break;
            case HandoverMessage.Refused when TryTakeUnanswered(out var refused):
                Return(refused, mayLeave: false);
                break;
            case HandoverMessage.Finished:
                _hasAnnouncedEnd = true;
                break;
            case HandoverMessage.Leaving when TryBeTheLast():
                Post(new OutgoingMessage(HandoverMessage.GoingOn.Encode()));
                break;
        }
    }

    private void BecomeReady()
    {
        // The successor writes to the original by now. This process may exit soon, and output that is not relayed would be lost.
        _standardError?.CatchUp();
        _events.Ready(this);
    }
}
