using TracingReference.Collector.Configuration;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Extensions.HealthCheck;

/// <summary>The health_check extension: tells orchestrators whether the collector takes telemetry.</summary>
internal sealed class HealthCheckExtensionFactory() : ExtensionFactory<HealthCheckSettings>("health_check")
{
    protected override HealthCheckSettings ReadSettings(ConfigReader reader)
    {
        reader.Ignore("cors", "response_headers", "compression_algorithms", "read_timeout", "read_header_timeout", "write_timeout", "idle_timeout", "keep_alives_enabled",
            "middlewares", "max_request_body_size", "include_metadata", "transport", "check_collector_pipeline");
        foreach (var key in new[] { "tls", "auth" })
        {
            if (reader.Has(key))
            {
                reader.StartError("is not supported by this extension here", key);
            }
        }

        var body = reader.Section("response_body");
        var settings = new HealthCheckSettings(
            reader.String("endpoint", "localhost:13133"), reader.String("path", "/"),
            body?.Has("healthy") == true ? body.String("healthy") : null, body?.Has("unhealthy") == true ? body.String("unhealthy") : null);
        body?.String("healthy");
        body?.String("unhealthy");
        body?.Finish();
        reader.Finish();
        if (!settings.Path.StartsWith('/'))
        {
            reader.Error("path must start with /", "path");
        }

        return settings;
    }

    protected override IComponent Create(HealthCheckSettings settings, ComponentContext context) => new HealthCheckExtension(settings, context.Time);
}
