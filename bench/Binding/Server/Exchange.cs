using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;

namespace Binding.Bench;

/// <summary>
/// One request and its response. As in Kestrel, one object serves all requests in turn, implements most of the features itself, and
/// keeps the app's context: every measured allocation is the app's.
/// </summary>
internal class Exchange : IFeatureCollection, IHttpRequestFeature, IHttpResponseFeature, IHttpResponseBodyFeature,
    IHttpRequestBodyDetectionFeature, IRequestBodyPipeFeature, IHttpRequestLifetimeFeature, IEndpointFeature, IRouteValuesFeature
{
    private static readonly HashSet<Type> Own =
    [
        typeof(IHttpRequestFeature), typeof(IHttpResponseFeature), typeof(IHttpResponseBodyFeature),
        typeof(IHttpRequestBodyDetectionFeature),
        typeof(IRequestBodyPipeFeature), typeof(IHttpRequestLifetimeFeature), typeof(IEndpointFeature), typeof(IRouteValuesFeature),
    ];

    private readonly List<KeyValuePair<Type, object?>> _features = [];
    private readonly List<(Func<object, Task> Callback, object State)> _completing = [];
    private readonly BodyReader _body = new();
    private readonly Stream _bodyStream;
    private readonly Stream _outputStream;
    private readonly HeaderDictionary _responseHeaders = [];
    private RouteValueDictionary? _routeValues;
    private int _revision;

    public Exchange()
    {
        _bodyStream = _body.AsStream();
        _outputStream = Output.AsStream();
        foreach (var type in Own)
        {
            _features.Add(new(type, this));
        }
    }

    public Output Output { get; } = new();

    public int StatusCode { get; set; }

    bool IFeatureCollection.IsReadOnly => false;

    int IFeatureCollection.Revision => _revision;

    public void Begin(BenchRequest request)
    {
        (Method, Path, QueryString, Headers) = (request.Method, request.Path, request.Query, request.Headers);
        _features.RemoveRange(Own.Count, _features.Count - Own.Count);
        for (var i = 0; i < Own.Count; i++)
        {
            _features[i] = new(_features[i].Key, this);
        }

        _revision++;
        _responseHeaders.Clear();
        _routeValues?.Clear();
        _body.Begin(request.Body);
        Output.Begin();
        (StatusCode, HasStarted, Endpoint, CanHaveBody) = (StatusCodes.Status200OK, false, null, request.Body.Length > 0);
    }

    /// <summary>Runs the callbacks of the end of the request, which dispose its services.</summary>
    public async ValueTask CompleteAsync()
    {
        for (var i = _completing.Count - 1; i >= 0; i--)
        {
            await _completing[i].Callback(_completing[i].State);
        }

        _completing.Clear();
    }

    public object? this[Type key]
    {
        get
        {
            foreach (var feature in _features)
            {
                if (feature.Key == key)
                {
                    return feature.Value;
                }
            }

            return null;
        }

        set
        {
            _revision++;
            for (var i = 0; i < _features.Count; i++)
            {
                if (_features[i].Key == key)
                {
                    _features[i] = new(key, value);
                    return;
                }
            }

            _features.Add(new(key, value));
        }
    }

    public TFeature? Get<TFeature>() => (TFeature?)this[typeof(TFeature)];

    public void Set<TFeature>(TFeature? instance) => this[typeof(TFeature)] = instance;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() =>
        _features.Where(feature => feature.Value is not null).Cast<KeyValuePair<Type, object>>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public string Protocol { get; set; } = "HTTP/1.1";

    public string Scheme { get; set; } = "http";

    public string Method { get; set; } = string.Empty;

    public string PathBase { get; set; } = string.Empty;

    public string Path { get; set; } = string.Empty;

    public string QueryString { get; set; } = string.Empty;

    public string RawTarget { get; set; } = string.Empty;

    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    Stream IHttpRequestFeature.Body { get => _bodyStream; set => throw new NotSupportedException(); }

    PipeReader IRequestBodyPipeFeature.Reader => _body;

    public bool CanHaveBody { get; private set; }

    public CancellationToken RequestAborted { get; set; }

    public void Abort() => throw new InvalidOperationException("The request was aborted.");

    public Endpoint? Endpoint { get; set; }

    [AllowNull]
    public RouteValueDictionary RouteValues { get => _routeValues ??= []; set => _routeValues = value; }

    string? IHttpResponseFeature.ReasonPhrase { get; set; }

    IHeaderDictionary IHttpResponseFeature.Headers { get => _responseHeaders; set => throw new NotSupportedException(); }

    Stream IHttpResponseFeature.Body { get => _outputStream; set => throw new NotSupportedException(); }

    public bool HasStarted { get; private set; }

    public void OnStarting(Func<object, Task> callback, object state) =>
        throw new NotSupportedException("Nothing that is measured asks for it.");

    public void OnCompleted(Func<object, Task> callback, object state) => _completing.Add((callback, state));

    Stream IHttpResponseBodyFeature.Stream => _outputStream;

    PipeWriter IHttpResponseBodyFeature.Writer => Output;

    public void DisableBuffering()
    {
    }

    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        HasStarted = true;
        return Task.CompletedTask;
    }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    Task IHttpResponseBodyFeature.CompleteAsync() => Task.CompletedTask;
}

/// <typeparam name="TContext">The context that the app keeps from one request to the next.</typeparam>
internal sealed class Exchange<TContext> : Exchange, IHostContextContainer<TContext>
    where TContext : notnull
{
    public TContext? HostContext { get; set; }
}
