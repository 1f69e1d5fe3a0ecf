namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>Spans in the store, in the order they arrived: where the first and the last one stand. 0 is none.</summary>
internal struct SpanList
{
    public long First;
    public long Last;
}
