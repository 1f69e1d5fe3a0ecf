namespace TracingReference.AppHost.Backends;

/// <summary>Adds the collector, which every service exports to; back ends are exporters in its configuration.</summary>
internal static class CollectorExtensions
{
    /// <summary>The endpoint that takes OTLP over gRPC.</summary>
    public const string OtlpGrpc = "otlp-grpc";

    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ContainerFolder = "/etc/collector";

    // Where collector/config/vendor.yaml sends to; with the first of them set, that file is laid over the others.
    private const string VendorEndpoint = "VENDOR_OTLP_ENDPOINT";
    private const string VendorKey = "VENDOR_API_KEY";

    // Each can be moved by a variable that collector/config/collector.yaml names.
    private static readonly (string Name, int Port, string Variable)[] Endpoints =
    [
        (OtlpGrpc, 4317, "COLLECTOR_OTLP_GRPC_PORT"),
        ("otlp-http", 4318, "COLLECTOR_OTLP_HTTP_PORT"),
        ("metrics", 8888, "COLLECTOR_METRICS_PORT"),
        ("span-metrics", 8889, "COLLECTOR_SPAN_METRICS_PORT"),
        ("health", 13133, "COLLECTOR_HEALTH_PORT"),
    ];

    private static string Folder => Path.Combine(BuildInfo.RepositoryRoot, "collector", "config");

    /// <summary>The collector with the pipelines of <c>collector/config</c>; all projects wait for it and export to it.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The resource's name.</param>
    public static IResourceBuilder<ICollector> AddCollector(this IDistributedApplicationBuilder builder, string name)
    {
        IResourceBuilder<ICollector> collector = builder.Given<AppHostOptions>().Backend == Backend.Containers
            ? builder.AddContainer(name)
            : builder.AddProcess(name);
        builder.Eventing.Subscribe<BeforeStartEvent>((start, _) =>
        {
            foreach (var project in start.Model.Resources.OfType<ProjectResource>())
            {
                builder.CreateResourceBuilder(project).WaitFor(collector).WithEnvironment(context => Redirect(builder, context, collector.Resource));
            }

            return Task.CompletedTask;
        });
        return collector;
    }

    private static IResourceBuilder<EmbeddedCollector> AddProcess(this IDistributedApplicationBuilder builder, string name)
    {
        var program = BuildInfo.Server("Collector");
        return builder.AddResource(new EmbeddedCollector(name, Path.GetDirectoryName(program)!))
            .WithArgs([program, .. Files(builder, "embedded.yaml").SelectMany(file => new[] { "--config", Path.Combine(Folder, file) })])
            .WithEnvironment("DASHBOARD_OTLP_GRPC", BackEndUrl(builder))
            .WithCollectorEndpoints();
    }

    private static IResourceBuilder<ContainerCollector> AddContainer(this IDistributedApplicationBuilder builder, string name)
    {
        var collector = builder.AddResource(new ContainerCollector(name))
            .WithImage(Images.Collector.Name, Images.Collector.Tag)
            .WithBindMount(Folder, ContainerFolder, isReadOnly: true)
            .WithArgs([.. Files(builder).SelectMany(file => new[] { "--config", $"{ContainerFolder}/{file}" })])
            .WithEnvironment("COLLECTOR_HOST", "0.0.0.0")
            .WithEnvironment(context => context.EnvironmentVariables["DASHBOARD_OTLP_GRPC"] = new HostUrl(BackEndUrl(builder)))
            .WithCollectorEndpoints();

        // A container does not have this process's environment.
        return TracedSystem.Variable(VendorEndpoint) is { } vendor
            ? collector
                .WithEnvironment(context => context.EnvironmentVariables[VendorEndpoint] = new HostUrl(vendor))
                .WithEnvironment(VendorKey, TracedSystem.Variable(VendorKey) ?? "")
            : collector;
    }

    private static IResourceBuilder<T> WithCollectorEndpoints<T>(this IResourceBuilder<T> collector)
        where T : ICollector, IResourceWithEnvironment
    {
        var options = collector.ApplicationBuilder.Given<AppHostOptions>();
        foreach (var (name, port, variable) in Endpoints)
        {
            // Telemetry is not sent through a proxy: a process listens where others look for it.
            var targetPort = collector.Resource is ContainerResource ? port : options.Port(port);
            collector
                .WithHttpEndpoint(port: options.Port(port), targetPort: targetPort, name: name, env: variable, isProxied: collector.Resource is ContainerResource)
                .WithEndpoint(name, endpoint => endpoint.TargetHost = "127.0.0.1");
        }

        return collector.WithHttpHealthCheck("/", endpointName: "health");
    }

    /// <summary>Points a process that would export to the Dashboard at the collector; who chose another endpoint himself keeps it.</summary>
    private static void Redirect(IDistributedApplicationBuilder builder, EnvironmentCallbackContext context, ICollector collector)
    {
        if (context.EnvironmentVariables.GetValueOrDefault(OtlpEndpoint) is not string chosen || chosen == DashboardUrl(builder))
        {
            context.EnvironmentVariables[OtlpEndpoint] = collector.Otlp;
        }
    }

    /// <summary>The files of its configuration; each is laid over those before it.</summary>
    private static IEnumerable<string> Files(IDistributedApplicationBuilder builder, params IEnumerable<string> last)
    {
        IEnumerable<string> sampling = builder.Given<AppHostOptions>().Sampling switch
        {
            Sampling.Staging => ["production.yaml", "staging.yaml"],
            Sampling.Production => ["production.yaml"],
            Sampling.Adaptive => ["adaptive.yaml"],
            _ => [],
        };
        IEnumerable<string> vendor = TracedSystem.Variable(VendorEndpoint) is null ? [] : ["vendor.yaml"];
        return ["collector.yaml", .. sampling, .. vendor, .. last];
    }

    private static string BackEndUrl(IDistributedApplicationBuilder builder) =>
        builder.Given<AppHostOptions>().ExportTo?.GetLeftPart(UriPartial.Authority) ?? DashboardUrl(builder);

    private static string DashboardUrl(IDistributedApplicationBuilder builder) => builder.Configuration[TracedSystem.DashboardOtlp]!;
}
