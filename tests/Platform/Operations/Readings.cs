using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace JobDating.Tests.Platform.Operations;

/// <summary>What an exporter would read of one house, whatever others run beside it.</summary>
internal sealed class Readings : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<(string Name, double Value, Dictionary<string, object?> Tags)> _read = [];

    public Readings(TestHouse house)
    {
        var meters = house.App.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>As collected now; null: it says nothing.</summary>
    public double? Of(string name, string service, string? tag = null)
    {
        _read.Clear();
        _listener.RecordObservableInstruments();
        return _read.Where(read => read.Name == name && (!read.Tags.TryGetValue("service", out var of) || Equals(of, service)) && (tag is null || read.Tags.ContainsValue(tag))).Select(read => (double?)read.Value).FirstOrDefault();
    }

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _read.Add((instrument.Name, value, tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value)));
}
