using Graceful.Transport;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Graceful.LongLived;

/// <summary>
/// A GET request that may be answered with server-sent events. It learns the endpoint from routing, and takes the response body of an
/// endpoint that has opted in; other endpoints write as before.
/// </summary>
/// <remarks>
/// Most requests are of other endpoints, which is not known when they arrive. The next request of the connection uses the object again, so
/// that they allocate nothing.
/// </remarks>
internal sealed class EventStreamCandidate : IEndpointFeature
{
    private static readonly Func<object, Task> WhenStarting = static state =>
    {
        ((EventStreamCandidate)state).OnStarting();
        return Task.CompletedTask;
    };

    private readonly IRequestBoundaryFeature _connection;
    private readonly RequestSnapshot _snapshot = new();
    private HttpContext _context;
    private IHttpResponseBodyFeature? _body;
    private EventStreamRequest? _request;
    private Endpoint? _endpoint;

    private EventStreamCandidate(HttpContext context, IRequestBoundaryFeature connection)
    {
        _context = context;
        _connection = connection;
    }

    public Endpoint? Endpoint
    {
        get => _endpoint;
        set
        {
            _endpoint = value;
            if (HasOptedIn && _request is null)
            {
                Begin();
            }
        }
    }

    private bool HasOptedIn => _endpoint?.Metadata.GetMetadata<MovesOnRestartAttribute>() is not null;

    /// <summary>Replaces the feature for a GET request whose client accepts server-sent events.</summary>
    internal static void Attach(HttpContext context, IRequestBoundaryFeature connection)
    {
        if (connection.Replay is not null || Accepts(context.Request.Headers.Accept.ToString()))
        {
            if (connection.Reusable is not EventStreamCandidate { _request: null } candidate)
            {
                connection.Reusable = candidate = new EventStreamCandidate(context, connection);
            }

            candidate.Attach(context);
        }
    }

    private void Attach(HttpContext context)
    {
        _context = context;
        _body = context.Features.Get<IHttpResponseBodyFeature>();
        _snapshot.Take(context);
        _endpoint = context.GetEndpoint();
        context.Features.Set<IEndpointFeature>(this);
        context.Response.OnStarting(WhenStarting, this);
    }

    private static bool Accepts(string accept) =>
        accept.Length == 0
        || accept.Contains(ResponseHead.EventStream, StringComparison.OrdinalIgnoreCase)
        || accept.Contains("*/*", StringComparison.Ordinal);

    private void Begin()
    {
        // Other bytes than the application's may come between: middleware before the routing has its own body.
        if (_body is null || !ReferenceEquals(_context.Features.Get<IHttpResponseBodyFeature>(), _body) || _context.Response.HasStarted)
        {
            return;
        }

        _request = new EventStreamRequest(_snapshot, _connection.Replay?.State)
        {
            Obstacle = _snapshot.TryEncode() ? null : "the head of the request is too long or not ASCII",
        };
        _connection.SetLongLived(_request);
        _context.Features.Set<IHttpResponseBodyFeature>(new EventStreamBody(_context, _body, _request, _connection));
    }

    /// <summary>Called when the response starts, after all callbacks of the application.</summary>
    private void OnStarting()
    {
        var replay = _connection.Replay;
        if (_request is null && replay is null)
        {
            return;
        }

        var response = ResponseHead.DescribeEvents(_context.Response);
        if (replay is { IsUnanswered: false } && (response != replay.Response || !HasOptedIn))
        {
            _connection.RejectReplay(response != replay.Response
                ? $"the response was {response} instead of {replay.Response}"
                : "the endpoint no longer has [MovesOnRestart]");
            return;
        }

        if (HasOptedIn && ResponseHead.IsEventStream(_context.Response))
        {
            if (_request is not null)
            {
                _request.Response = response;
                _connection.BeginStream();
            }
        }
        else if (_request is not null)
        {
            // An ordinary response: it writes as before from here on.
            _request.End();
            _connection.SetLongLived(null);
        }

        if (replay is not null)
        {
            _connection.ConfirmReplay();
        }
    }
}
