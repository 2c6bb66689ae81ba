using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Graceful.Posix;
using Graceful.Transport;
using static Tmds.Linux.LibC;

namespace Graceful.Restart;

// The messages to the successor, and the connections that it has not answered for.
internal sealed partial class Successor
{
    // Under the lock: the messages that wait for room in the channel, and the connections that wait for an answer, in the order in
    // which they were sent.
    private readonly Queue<OutgoingMessage> _outgoing = new();
    private readonly Queue<OutgoingMessage> _unanswered = new();
    private long _answeredAt;

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

    public void Take(HandoverConnection connection, int fd)
    {
        var key = connection.Listener.Key;
        if (connection.Reentry is not { } request)
        {
            Post(new OutgoingMessage(HandoverMessage.Connection.Encode(key), connection, fd));
        }
        else if (request.IsUnanswered ? TakesUnansweredRequests : request.IsEventStream ? TakesEventStreams : TakesReentries)
        {
            Post(new OutgoingMessage(HandoverMessages.EncodeReentry(key, request), connection, fd));
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

    private sealed record OutgoingMessage(byte[] Bytes, HandoverConnection? Connection = null, int Fd = -1)
    {
        /// <summary>True when the successor answers this message.</summary>
        internal bool IsAnswered => Connection is not null || (HandoverMessage)Bytes[0] == HandoverMessage.Ping;
    }
}
