namespace TracingReference.AppHost.Backends;

/// <summary>Adds Kafka.</summary>
internal static class KafkaExtensions
{
    private const int ContainerPort = 9092;

    /// <summary>The broker.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="topics">Each <c>name:partitions</c>.</param>
    public static IResourceBuilder<IKafkaBroker> AddKafka(this IDistributedApplicationBuilder builder, string name, params string[] topics) =>
        builder.Given<AppHostOptions>().Backend == Backend.Containers ? builder.AddContainer(name) : builder.AddProcess(name, topics);

    private static IResourceBuilder<EmbeddedKafka> AddProcess(this IDistributedApplicationBuilder builder, string name, string[] topics)
    {
        var program = BuildInfo.Server("KafkaBroker");
        var broker = builder.AddResource(new EmbeddedKafka(name, Path.GetDirectoryName(program)!))
            .WithEndpoint(scheme: "tcp", name: "tcp")
            .WithHttpEndpoint(name: "control")
            .WithEndpoint("tcp", endpoint => endpoint.TargetHost = "127.0.0.1")
            .WithEndpoint("control", endpoint => endpoint.TargetHost = "127.0.0.1");
        var port = broker.GetEndpoint("tcp").Property(EndpointProperty.TargetPort);
        var control = broker.GetEndpoint("control").Property(EndpointProperty.TargetPort);
        return broker
            .WithArgs(program, "--port", port, "--control", ReferenceExpression.Create($"http://127.0.0.1:{control}"))
            .WithArgs([.. topics.SelectMany(topic => new[] { "--topic", topic })])
            .WithHttpHealthCheck("/health", endpointName: "control");
    }

    private static IResourceBuilder<ContainerKafka> AddContainer(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new ContainerKafka(name))
            .WithImage(Images.Kafka.Name, Images.Kafka.Tag)
            .WithEndpoint(targetPort: ContainerPort, scheme: "tcp", name: "tcp");
}
