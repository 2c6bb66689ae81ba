using System.Diagnostics.Metrics;

namespace Runtime.Tests.Hosting;

/// <summary>Records the measurements of this factory's meters: <c>name{tag}=value</c>, in order.</summary>
internal sealed class RecordingMeters : IMeterFactory
{
    private readonly List<Meter> _meters = [];
    private readonly List<string> _measured = [];
    private readonly MeterListener _listener = new();
    private int _read;

    internal RecordingMeters()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == this)
            {
                Units[instrument.Name] = instrument.Unit;
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Write(instrument, $"{value}", tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Write(instrument, $"{value}", tags));
        _listener.SetMeasurementEventCallback<double>(
            (instrument, value, tags, _) => Write(instrument, FormattableString.Invariant($"{value:0.###}"), tags));
        _listener.Start();
    }

    internal Dictionary<string, string?> Units { get; } = [];

    /// <summary>Returns the measurements since the last call.</summary>
    internal string[] New()
    {
        var measured = _measured[_read..].ToArray();
        _read = _measured.Count;
        return measured;
    }

    internal void Observe() => _listener.RecordObservableInstruments();

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options.Name, options.Version, options.Tags, scope: this);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.ForEach(meter => meter.Dispose());
    }

    private void Write(Instrument instrument, string value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Add(tags.Length == 0
            ? $"{instrument.Name}={value}"
            : $"{instrument.Name}{{{string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}}}={value}");
}
