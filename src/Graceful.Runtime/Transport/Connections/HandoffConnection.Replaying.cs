using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Graceful.Transport;

// The request of a connection that has moved here while it ran: its head is replayed, and the response must be the one that the client has.
internal sealed partial class HandoffConnection
{
    void IRequestBoundaryFeature.ConfirmReplay()
    {
        _replay!.Confirm();
        _receiveLoop.Wake();
        _replay.Resume();
    }

    void IRequestBoundaryFeature.RejectReplay(string reason) => RejectReplay(reason);

    /// <summary>Sets what is called once when the application has taken a replayed request over, or the connection has ended.</summary>
    internal void OnResumed(Action action) => _replay!.OnResumed(action);

    /// <summary>Called by the send loop with the head of the response to a replayed request, which the client has already.</summary>
    /// <returns>False when the response is another one, and the connection is closed.</returns>
    internal bool AcceptsReplayedHead(ReadOnlySpan<byte> head)
    {
        if (_replay!.FindDifference(head) is not { } difference)
        {
            return true;
        }

        RejectReplay(difference);
        return false;
    }

    private void RejectReplay(string reason)
    {
        if (!_state.TryApply(ConnectionEvent.Aborted))
        {
            return;
        }

        var isEventStream = _replay!.Request.IsEventStream;
        if (isEventStream)
        {
            _transport.Log.ReplayRejected(ConnectionId, reason, "closed, so that the client connects again");
        }
        else
        {
            _transport.Log.ReplayRejected(ConnectionId, reason, "closed with 1012 (service restart)");

            // The client is between two frames, and Kestrel has written nothing but the head.
            _ = _socket.Send(new ReadOnlySequence<byte>(WebSocketCloseFrame.ServiceRestart), out _);
        }

        Report(isEventStream ? LongLivedOutcome.Aborted : LongLivedOutcome.Closed, StayReason.OtherResponse);
        ShutDown(new ConnectionAbortedException("The connection could not go on after the restart."));
        _replay.Resume();
    }

    /// <summary>Passes the head of a replayed request to Kestrel, as if it had just arrived.</summary>
    private async ValueTask ReplayAsync(RequestReplay replay, PipeWriter input)
    {
        var request = replay.Request;
        OnReceived(request.RequestHead);
        await input.WriteAsync(request.RequestHead);
        if (request.IsUnanswered)
        {
            // The application may wait for its first event as long as it likes.
            replay.Resume();
        }
    }
}
