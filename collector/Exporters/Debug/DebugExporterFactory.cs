using TracingReference.Collector.Configuration;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.Debug;

/// <summary>The debug exporter: tells on the console what passes.</summary>
internal sealed class DebugExporterFactory() : ExporterFactory<DebugSettings>("debug")
{
    protected override DebugSettings ReadSettings(ConfigReader reader)
    {
        reader.Ignore("use_internal_logger", "output_paths", "sending_queue");
        var settings = new DebugSettings(
            reader.OneOfInAnyCase("verbosity", DebugVerbosity.Basic, ("basic", DebugVerbosity.Basic), ("normal", DebugVerbosity.Normal), ("detailed", DebugVerbosity.Detailed)),
            reader.Int("sampling_initial", 2), reader.Int("sampling_thereafter", 1));
        reader.Finish();
        return settings;
    }

    protected override IExporter Create(DebugSettings settings, ComponentContext context) => new DebugExporter(settings, context);
}
