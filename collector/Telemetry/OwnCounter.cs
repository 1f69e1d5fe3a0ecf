namespace TracingReference.Collector.Telemetry;

/// <summary>A sum that only grows.</summary>
public sealed class OwnCounter : IOwnInstrument
{
    private long _value;

    public long Value => Interlocked.Read(ref _value);

    public void Add(long count) => Interlocked.Add(ref _value, count);

    public IEnumerable<(string Suffix, string Label, double Value)> Samples() => [("", "", Value)];
}
