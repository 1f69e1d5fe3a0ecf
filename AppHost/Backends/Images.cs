namespace TracingReference.AppHost.Backends;

/// <summary>The container images of this system: the one place where their tags are pinned.</summary>
internal static class Images
{
    public static readonly (string Name, string Tag) Postgres = ("postgres", "18.4");

    public static readonly (string Name, string Tag) Kafka = ("apache/kafka", "4.1.1");

    public static readonly (string Name, string Tag) Collector = ("otel/opentelemetry-collector-contrib", "0.157.0");
}
