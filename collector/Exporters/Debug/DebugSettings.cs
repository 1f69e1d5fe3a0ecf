namespace TracingReference.Collector.Exporters.Debug;

/// <summary>Settings of the debug exporter.</summary>
/// <param name="Verbosity">How much is told of a batch.</param>
/// <param name="Initial">sampling_initial: how many batches are told of in each second.</param>
/// <param name="Thereafter">sampling_thereafter: of those beyond, each so manieth is; zero for none.</param>
internal sealed record DebugSettings(DebugVerbosity Verbosity, long Initial, long Thereafter);
