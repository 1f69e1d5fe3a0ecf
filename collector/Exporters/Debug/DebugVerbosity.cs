namespace TracingReference.Collector.Exporters.Debug;

/// <summary>How much the debug exporter tells of a batch: its size, a line an item, or everything.</summary>
internal enum DebugVerbosity
{
    Basic,
    Normal,
    Detailed,
}
