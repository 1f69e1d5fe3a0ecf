using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TracingReference.Defaults.Telemetry.Propagation;

namespace TracingReference.Defaults.Telemetry;

/// <summary>Traces, metrics and logs of a service, over OTLP, in one call.</summary>
internal static class TelemetryExtensions
{
    public static void AddTelemetry(this IHostApplicationBuilder builder, string serviceName, EdgePolicy? edge)
    {
        builder.Configuration.AddTelemetryDefaults();

        // .NET 10 leaves the standard attributes off the server span unless told otherwise; read once, when hosting starts.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

        // Static, because HttpClient and YARP take it from there; with the SDK off it still carries context and faults.
        var propagator = new ShopPropagator(builder.Configuration["OTEL_PROPAGATORS"]!, edge);
        DistributedContextPropagator.Current = propagator;
        builder.Services.Replace(ServiceDescriptor.Singleton<DistributedContextPropagator>(propagator));

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => Describe(resource, builder, serviceName))
            .WithTracing(tracing => tracing
                .SetSampler(services => HeadSampler.FromConfiguration(services.GetRequiredService<IConfiguration>()))
                .AddProcessor(new ResendCountProcessor())
                .AddSource([.. Signals.ActivitySources]))
            .WithMetrics(metrics => Signals.UnrecordedInstruments.Aggregate(
                metrics.AddMeter([.. Signals.Meters]),
                (builder, instrument) => builder.AddView(instrument, MetricStreamConfiguration.Drop)))
            .WithLogging(configureBuilder: null, configureOptions: logging => logging.IncludeFormattedMessage = true);

        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.UseOtlpExporter();
        }
    }

    private static void Describe(ResourceBuilder resource, IHostApplicationBuilder builder, string serviceName)
    {
        // Beneath the standard variables: OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES are read after this and win.
        resource.Clear()
            .AddAttributes([
                new("service.name", serviceName),
                new("service.namespace", "tracing-reference"),
                new("service.version", Assembly.GetEntryAssembly()?.GetName().Version?.ToString(3) ?? "0.0.0"),
                new("service.instance.id", Guid.NewGuid().ToString()),
                new("deployment.environment.name", builder.Environment.EnvironmentName.ToLowerInvariant()),
            ])
            .AddTelemetrySdk()
            .AddEnvironmentVariableDetector();
    }
}
