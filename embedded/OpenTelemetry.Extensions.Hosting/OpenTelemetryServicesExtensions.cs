using Microsoft.Extensions.Hosting;
using OpenTelemetry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the OpenTelemetry SDK with a host, so that its providers start and stop with it.</summary>
public static class OpenTelemetryServicesExtensions
{
    /// <summary>Adds the SDK to <paramref name="services"/>; calling it twice configures the same SDK.</summary>
    public static OpenTelemetryBuilder AddOpenTelemetry(this IServiceCollection services)
    {
        // First in line: providers must listen before any other hosted service does work worth tracing.
        if (!services.Any(descriptor => descriptor.ImplementationType == typeof(TelemetryHostedService)))
        {
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TelemetryHostedService>());
        }

        return new OpenTelemetryBuilder(services);
    }
}
