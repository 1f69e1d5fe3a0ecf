namespace TracingReference.Collector.Telemetry;

/// <summary>A value that somebody else keeps.</summary>
internal sealed class OwnReading(Func<double> read) : IOwnInstrument
{
    public IEnumerable<(string Suffix, string Label, double Value)> Samples() => [("", "", read())];
}
