using System.Diagnostics;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TracingReference.Defaults.Database;
using TracingReference.Defaults.Faults;
using TracingReference.Defaults.Http;
using TracingReference.Defaults.Telemetry;
using TracingReference.Defaults.Telemetry.Propagation;

namespace TracingReference.Defaults;

/// <summary>What every service shares: telemetry, health, problem details, faults, limits and a graceful stop.</summary>
public static class ServiceDefaults
{
    /// <summary>The largest request body that any service reads, in bytes; more is 413.</summary>
    public const long MaxBodyBytes = 1024 * 1024;

    /// <summary>The tag of health checks that decide whether a service is ready.</summary>
    public const string ReadyTag = "ready";

    /// <summary>Adds the defaults to a service.</summary>
    /// <param name="builder">The service's builder.</param>
    /// <param name="serviceName">Its <c>service.name</c>, unless OTEL_SERVICE_NAME says otherwise.</param>
    /// <param name="edge">Set by the gateway only: what strangers may ask of telemetry.</param>
    public static void AddServiceDefaults(this WebApplicationBuilder builder, string serviceName, EdgePolicy? edge = null)
    {
        StartupFailure.Report(serviceName);
        builder.AddTelemetry(serviceName, edge);
        builder.Logging.AddSimpleConsole(options => options.SingleLine = true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });

        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<FaultSwitch>();
        services.AddHealthChecks();
        services.AddTransient<IStartupFilter, ServerSpanStartupFilter>();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(5));

        // Numbers are numbers: "1" for 1 is a client's mistake, and mistakes are told.
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddExceptionHandler<BadRequestHandler>();
        services.AddExceptionHandler<DatabaseUnavailableHandler>();
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
            context.ProblemDetails.Extensions["traceId"] = Activity.Current?.TraceId.ToHexString());
    }

    /// <summary>Adds the defaults to a service's pipeline: problems instead of stack traces, and the two health endpoints.</summary>
    public static void UseServiceDefaults(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException, // the client's mistake, not ours
        });
        app.UseStatusCodePages();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(ReadyTag) });
    }

    private sealed class ServerSpanStartupFilter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseMiddleware<ServerSpanMiddleware>();
            next(app);
        };
    }
}
