using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Graceful.Logging;
using Microsoft.AspNetCore.Connections;

namespace Graceful.Transport;

// The request of a connection that has moved here while it ran: its head is replayed, and the response must be the one that the client has.
internal sealed partial class HandoffConnection
{
    private Action? _onResumed;

    void IRequestBoundaryFeature.ConfirmReplay()
    {
        _isConfirmed = true;
        _receiveLoop.Wake();
        Resume();
    }

    void IRequestBoundaryFeature.RejectReplay(string reason) => RejectReplay(reason);

    /// <summary>Sets what is called once when the application has taken a replayed request over, or the connection has ended.</summary>
    internal void OnResumed(Action action) => _onResumed = action;

    private void Resume() => Interlocked.Exchange(ref _onResumed, null)?.Invoke();

    /// <summary>Called by the send loop with the head of the response to a replayed request, which the client has already.</summary>
    /// <returns>False when the response is another one, and the connection is closed.</returns>
    internal bool AcceptsReplayedHead(ReadOnlySpan<byte> head)
    {
        // Kestrel writes the header exactly so (HttpHeaders.Generated.cs).
        var isSame = _replay!.IsEventStream
            ? _isConfirmed && head.StartsWith("HTTP/1.1 200 "u8) && head.IndexOf("\r\nTransfer-Encoding: chunked"u8) >= 0
            : head.StartsWith("HTTP/1.1 101 "u8);
        if (isSame)
        {
            return true;
        }

        var lineEnd = head.IndexOfAny((byte)'\r', (byte)'\n');
        var status = Encoding.ASCII.GetString(lineEnd < 0 ? head : head[..lineEnd]);
        RejectReplay(status.Length == 0 ? "the request was not answered" : $"the response began with '{LogText.Escape(status)}'");
        return false;
    }

    private void RejectReplay(string reason)
    {
        if (!_state.TryApply(ConnectionEvent.Aborted))
        {
            return;
        }

        if (_replay!.IsEventStream)
        {
            _transport.Log.ReplayRejected(ConnectionId, reason, "closed, so that the client connects again");
        }
        else
        {
            _transport.Log.ReplayRejected(ConnectionId, reason, "closed with 1012 (service restart)");

            // The client is between two frames, and Kestrel has written nothing but the head.
            _ = _socket.Send(new ReadOnlySequence<byte>(WebSocketCloseFrame.ServiceRestart), out _);
        }

        Report(_replay.IsEventStream ? LongLivedOutcome.Aborted : LongLivedOutcome.Closed, StayReason.OtherResponse);
        ShutDown(new ConnectionAbortedException("The connection could not go on after the restart."));
        Resume();
    }

    /// <summary>Passes the head of a replayed request to Kestrel, as if it had just arrived.</summary>
    private async ValueTask ReplayAsync(Reentry replay, PipeWriter input)
    {
        OnReceived(replay.RequestHead);
        await input.WriteAsync(replay.RequestHead);
        if (replay.IsUnanswered)
        {
            // The application may wait for its first event as long as it likes.
            Resume();
        }
    }
}
