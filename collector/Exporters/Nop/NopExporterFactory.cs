using TracingReference.Collector.Configuration;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.Nop;

/// <summary>The nop exporter: the end of what nobody needs.</summary>
internal sealed class NopExporterFactory() : ExporterFactory<NopExporterFactory>("nop")
{
    protected override NopExporterFactory ReadSettings(ConfigReader reader)
    {
        reader.Finish();
        return this;
    }

    protected override IExporter Create(NopExporterFactory settings, ComponentContext context) => new NopExporter();
}
