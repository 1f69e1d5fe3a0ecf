namespace TracingReference.Collector.Telemetry;

/// <summary>Something that has a value, or a few.</summary>
public interface IOwnInstrument
{
    /// <summary>Its samples: what is added to the name, what is added to the labels, and the value.</summary>
    IEnumerable<(string Suffix, string Label, double Value)> Samples();
}
