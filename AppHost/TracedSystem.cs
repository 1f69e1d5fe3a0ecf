using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TracingReference.AppHost.Backends;

namespace TracingReference.AppHost;

/// <summary>What all parts of this system have in common.</summary>
internal static class TracedSystem
{
    /// <summary>The setting that says where the Dashboard takes OTLP.</summary>
    public const string DashboardOtlp = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";

    private const string Loopback = "127.0.0.1";

    /// <exception cref="DistributedApplicationException">This machine cannot run the embedded back ends.</exception>
    public static IDistributedApplicationBuilder CreateBuilder(AppHostOptions options, DataFolder data)
    {
        if (options.Backend == Backend.Embedded && !OperatingSystem.IsLinux())
        {
            throw new DistributedApplicationException(
                "The embedded back ends run on Linux (x64) only. Use WSL, or containers: build with TracingPackages=public and run with --backends containers.");
        }

        Console.WriteLine($"packages: {BuildInfo.Packages}, back ends: {options.Backend.ToString().ToLowerInvariant()}, sampling: {options.Sampling.ToString().ToLowerInvariant()}, data: {data.Path}");
        var aspire = new DistributedApplicationOptions
        {
            Args = Configuration(options, data),
            AllowUnsecuredTransport = true,
            EnableResourceLogging = true,
            DisableDashboard = options.ExportTo is not null,
        };
        var builder = DistributedApplication.CreateBuilder(aspire);
        builder.Services.AddSingleton(options).AddSingleton(data).AddHostedService<Readiness>();
        if (options.StopAtEof)
        {
            builder.Services.AddHostedService<StopAtEof>();
        }

        builder.Eventing.Subscribe<BeforeStartEvent>((start, _) =>
        {
            FixedPorts.Check(start.Model, aspire.DisableDashboard ? [] : DashboardPorts(options));
            return Task.CompletedTask;
        });
        return builder;
    }

    /// <summary>A key that is made at the first start and kept in the data folder.</summary>
    public static IResourceBuilder<ParameterResource> AddSecret(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddParameter(name, () => builder.Given<DataFolder>().Secret(name), secret: true);

    /// <summary>A service of this system; on a free port unless it has a fixed one.</summary>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(
        this IDistributedApplicationBuilder builder, string name, int? port = null)
        where TProject : IProjectMetadata, new()
    {
        var environment = builder.Environment.EnvironmentName;
        var service = builder.AddProject<TProject>(name, launchProfileName: null)
            .WithHttpEndpoint(port: port is { } fixedPort ? builder.Given<AppHostOptions>().Port(fixedPort) : null)
            .WithEndpoint("http", endpoint => endpoint.TargetHost = Loopback)
            .WithHttpHealthCheck("/health/ready")
            .WithEnvironment("DOTNET_ENVIRONMENT", environment)
            .WithEnvironment("ASPNETCORE_ENVIRONMENT", environment)
            .WithEnvironment("OTEL_TRACES_SAMPLER", "parentbased_always_on")

            // In Development Aspire turns off what keeps query strings out of spans; here they stay out.
            .WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "false")
            .WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "false");
        return builder.Environment.IsDevelopment() ? service.WithEnvironment("Faults__Enabled", "true") : service;
    }

    /// <summary>Gives a service the one database that is its own.</summary>
    public static IResourceBuilder<ProjectResource> WithDatabase(
        this IResourceBuilder<ProjectResource> service, IResourceBuilder<PostgresDatabase> database) =>
        service.WithReference(database, connectionName: "database").WaitFor(database);

    /// <summary>What was given to the builder when it was made; extensions of the builder have no other way to it.</summary>
    public static T Given<T>(this IDistributedApplicationBuilder builder)
        where T : class => (T)builder.Services.Single(s => s.ServiceType == typeof(T)).ImplementationInstance!;

    /// <summary>A variable of this process, null also where it is empty: shells and workflows set variables to nothing where they mean not to set them.</summary>
    public static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string[] Configuration(AppHostOptions options, DataFolder data) =>
    [
        $"--environment={Variable("DOTNET_ENVIRONMENT") ?? Variable("ASPNETCORE_ENVIRONMENT") ?? Environments.Development}",
        $"--ASPNETCORE_URLS={Url(options.Port(18888))}",
        $"--{DashboardOtlp}={Url(options.Port(18889))}",
        $"--ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL={Url(options.Port(18890))}",
        "--ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS=true",

        // Only the stand-in for Aspire reads these; the real one brings its own Dashboard and keeps its own logs.
        $"--Embedded:DashboardPath={Path.Combine(BuildInfo.Tools, "aspire", "managed", "aspire-managed")}",
        $"--Embedded:StateDirectory={data.Path}",
    ];

    private static IEnumerable<(string Resource, int Port)> DashboardPorts(AppHostOptions options) =>
        new[] { 18888, 18889, 18890 }.Select(port => ("aspire-dashboard", options.Port(port)));

    private static string Url(int port) => string.Create(CultureInfo.InvariantCulture, $"http://{Loopback}:{port}");
}
