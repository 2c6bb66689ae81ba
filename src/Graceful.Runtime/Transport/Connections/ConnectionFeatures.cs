using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Graceful.Transport;

/// <summary>The feature collection of a connection, and the properties that Kestrel and the application read and set.</summary>
/// <remarks>The connection is its own collection: an idle connection should be small, and a dictionary would be its largest part.</remarks>
internal abstract class ConnectionFeatures :
    ConnectionContext,
    IFeatureCollection,
    IConnectionIdFeature,
    IConnectionTransportFeature,
    IConnectionItemsFeature,
    IConnectionLifetimeFeature,
    IConnectionEndPointFeature,
    IConnectionSocketFeature,
    IMemoryPoolFeature
{
    /// <summary>The first one is looked up for every request.</summary>
    private static readonly Type[] OwnFeatures =
    [
        typeof(IRequestBoundaryFeature), typeof(IConnectionIdFeature), typeof(IConnectionTransportFeature),
        typeof(IConnectionItemsFeature), typeof(IConnectionLifetimeFeature), typeof(IConnectionEndPointFeature),
        typeof(IConnectionSocketFeature), typeof(IMemoryPoolFeature), typeof(IConnectionMove),
    ];

    private string? _connectionId;
    private IDictionary<object, object?>? _items;
    private (Type Key, object? Value)[] _features = [];
    private int _revision;

    public override IFeatureCollection Features => this;

    public override string ConnectionId
    {
        get => _connectionId ??= ConnectionIds.Next();
        set => _connectionId = value;
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

    public abstract System.Buffers.MemoryPool<byte> MemoryPool { get; }

    public abstract Socket Socket { get; }

    bool IFeatureCollection.IsReadOnly => false;

    int IFeatureCollection.Revision => _revision;

    object? IFeatureCollection.this[Type key]
    {
        get => Find(key) ?? (IsOwn(key) ? this : null);
        set => Store(key, value);
    }

    /// <summary>True when the application has stored an item: it belongs to this process and would be lost in a move.</summary>
    protected bool HasItems => _items is { Count: > 0 };

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

    protected object? Find(Type key)
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

    private static bool IsOwn(Type key)
    {
        foreach (var own in OwnFeatures)
        {
            if (own == key)
            {
                return true;
            }
        }

        return false;
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

    protected sealed class DuplexPipe(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
