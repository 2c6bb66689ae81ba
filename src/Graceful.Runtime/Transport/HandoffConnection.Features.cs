using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Graceful.Transport;

// The connection is its own feature collection: a connection that idles should cost little, and a dictionary costs more than all else here.
internal sealed partial class HandoffConnection :
    IFeatureCollection,
    IConnectionIdFeature,
    IConnectionTransportFeature,
    IConnectionItemsFeature,
    IConnectionLifetimeFeature,
    IConnectionEndPointFeature,
    IConnectionSocketFeature,
    IMemoryPoolFeature
{
    private static readonly Type[] OwnFeatures =
    [
        typeof(IConnectionIdFeature), typeof(IConnectionTransportFeature), typeof(IConnectionItemsFeature),
        typeof(IConnectionLifetimeFeature), typeof(IConnectionEndPointFeature), typeof(IConnectionSocketFeature),
        typeof(IMemoryPoolFeature), typeof(IRequestBoundaryFeature),
    ];

    private IDuplexPipe _pipes;
    private string? _connectionId;
    private IDictionary<object, object?>? _items;
    private Socket? _socket;
    private (Type Key, object? Value)[] _features = [];
    private int _revision;

    public override IFeatureCollection Features => this;

    public override string ConnectionId
    {
        get => _connectionId ??= ConnectionIds.Next();
        set => _connectionId = value;
    }

    public override IDuplexPipe Transport
    {
        get => _pipes;
        set
        {
            // TLS, or whatever else puts itself between the socket and HTTP: the bytes no longer are requests.
            _transportReplaced = true;
            _frames = value.Input != _reader && MayBeHttp2 ? new FrameInsertingWriter(value.Output) : null;
            _pipes = _frames is null ? value : new DuplexPipe(value.Input, _frames);
        }
    }

    [AllowNull]
    public override IDictionary<object, object?> Items
    {
        get => _items ??= new ConnectionItems();
        set => _items = value;
    }

    public override CancellationToken ConnectionClosed { get; set; }

    public override EndPoint? LocalEndPoint { get; set; }

    public override EndPoint? RemoteEndPoint { get; set; }

    Socket IConnectionSocketFeature.Socket => _socket ??= new Socket(new SafeSocketHandle(_fd, ownsHandle: false));

    bool IFeatureCollection.IsReadOnly => false;

    int IFeatureCollection.Revision => _revision;

    object? IFeatureCollection.this[Type key]
    {
        get => Find(key) ?? (Array.IndexOf(OwnFeatures, key) >= 0 ? this : null);
        set => Store(key, value);
    }

    TFeature? IFeatureCollection.Get<TFeature>()
        where TFeature : default => Find(typeof(TFeature)) is TFeature found ? found : this is TFeature own ? own : default;

    void IFeatureCollection.Set<TFeature>(TFeature? instance)
        where TFeature : default => Store(typeof(TFeature), instance);

    IEnumerator<KeyValuePair<Type, object>> IEnumerable<KeyValuePair<Type, object>>.GetEnumerator()
    {
        foreach (var (key, value) in _features)
        {
            if (value is not null)
            {
                yield return new(key, value);
            }
        }

        foreach (var key in OwnFeatures)
        {
            if (Find(key) is null)
            {
                yield return new(key, this);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<KeyValuePair<Type, object>>)this).GetEnumerator();

    /// <summary>TLS says it in its handshake, which is over when it puts itself in between (HttpsConnectionMiddleware.cs).</summary>
    private bool MayBeHttp2 =>
        Find(typeof(ITlsApplicationProtocolFeature)) is not ITlsApplicationProtocolFeature tls
        || tls.ApplicationProtocol.Span.SequenceEqual("h2"u8);

    private object? Find(Type key)
    {
        foreach (var (type, value) in _features)
        {
            if (type == key)
            {
                return value;
            }
        }

        return null;
    }

    private void Store(Type key, object? value)
    {
        _revision++;
        for (var i = 0; i < _features.Length; i++)
        {
            if (_features[i].Key == key)
            {
                _features[i].Value = value;
                return;
            }
        }

        _features = [.. _features, (key, value)];
    }
}
