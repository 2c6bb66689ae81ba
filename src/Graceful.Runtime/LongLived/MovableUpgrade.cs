using Graceful.Transport;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Graceful.LongLived;

/// <summary>The upgrade of a WebSocket request: counts frames when the endpoint has opted in, and changes nothing otherwise.</summary>
internal sealed class MovableUpgrade(
    HttpContext context,
    IHttpUpgradeFeature inner,
    IRequestBoundaryFeature connection,
    WebSocketRequest request) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    /// <summary>Replaces the feature for the request of a WebSocket.</summary>
    internal static void Attach(HttpContext context, IRequestBoundaryFeature connection)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade
            || !string.Equals(context.Request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        // Now, as the client sent it: middleware may change the headers.
        var head = RequestHead.TryWrite(context);
        var request = new WebSocketRequest(head ?? [], connection.Replay?.State)
        {
            Obstacle = head is null ? "the head of the request is too long or not ASCII" : null,
        };
        connection.SetLongLived(request);
        context.Features.Set<IHttpUpgradeFeature>(new MovableUpgrade(context, upgrade, connection, request));
    }

    public async Task<Stream> UpgradeAsync()
    {
        var replay = connection.Replay;
        if (context.GetEndpoint()?.Metadata.GetMetadata<MovesOnRestartAttribute>() is null)
        {
            if (replay is not null)
            {
                throw Reject("the endpoint no longer has [MovesOnRestart]");
            }

            connection.SetLongLived(null);
            return await inner.UpgradeAsync();
        }

        var stream = await inner.UpgradeAsync();
        var response = ResponseHead.Describe(context.Response);
        if (replay is not null)
        {
            if (response != replay.Response)
            {
                throw Reject($"the response was {response} instead of {replay.Response}");
            }

            connection.ConfirmReplay();
        }

        request.Obstacle ??= ResponseHead.Obstacle(context.Response);
        var movable = request.Begin(stream, connection.OnWritten);
        request.Response = response;
        return movable;
    }

    private IOException Reject(string reason)
    {
        connection.RejectReplay(reason);
        return new IOException($"The WebSocket could not continue after the restart: {reason}.");
    }
}
