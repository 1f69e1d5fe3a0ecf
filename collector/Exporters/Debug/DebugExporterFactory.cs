using TracingReference.Collector.Configuration;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.Debug;

/// <summary>The debug exporter: tells on the console what passes.</summary>
internal sealed class DebugExporterFactory() : ExporterFactory<DebugVerbosity>("debug")
{
    protected override DebugVerbosity ReadSettings(ConfigReader reader)
    {
        reader.Ignore("sampling_initial", "sampling_thereafter", "use_internal_logger", "output_paths", "sending_queue");
        var verbosity = reader.OneOf("verbosity", DebugVerbosity.Basic,
            ("basic", DebugVerbosity.Basic), ("normal", DebugVerbosity.Normal), ("detailed", DebugVerbosity.Detailed));
        reader.Finish();
        return verbosity;
    }

    protected override IExporter Create(DebugVerbosity settings, ComponentContext context) => new DebugExporter(settings, context);
}
