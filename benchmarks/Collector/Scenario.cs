using System.Globalization;
using TracingReference.Tests.Support;

namespace TracingReference.Benchmarks.Collector;

/// <summary>One configuration of the collector, the same YAML for whatever collector is measured.</summary>
/// <param name="Mode">passthrough, tail or production.</param>
/// <param name="Protocol">grpc or http: how it is sent to.</param>
internal sealed record Scenario(string Mode, string Protocol)
{
    private bool IsProduction => Mode == "production";

    /// <summary>How long the collector may hold what it was given before it must have begun to send it on: a tail sampler decides at an age of 10 to 11 s.</summary>
    public TimeSpan Hold => IsSampled ? TimeSpan.FromSeconds(12) : TimeSpan.FromSeconds(0.5);

    /// <summary>Whether not all spans are to arrive.</summary>
    public bool IsSampled => Mode is "tail" or "production";

    public Payload Payload() => new(IsProduction ? TraceShapes.PaidOrder : TraceShapes.Alike, Protocol == "grpc");

    /// <summary>The configuration files that <see cref="Yaml"/> is laid over.</summary>
    /// <param name="isOwn">Whether this repository's collector is measured; others do not know what is in embedded.yaml.</param>
    public IEnumerable<string> Files(bool isOwn) => !IsProduction
        ? []
        : new[] { "collector.yaml", "production.yaml", "embedded.yaml" }
            .Where(file => isOwn || file != "embedded.yaml")
            .Select(file => Path.Combine(Repository.Root, "collector", "config", file));

    /// <param name="port">The receiver's port; the back end's gRPC port is 2 after it, its HTTP port 3, own metrics 4.</param>
    public string Yaml(int port) => IsProduction ? ProductionYaml(port) : PlainYaml(port);

    public Uri Endpoint(int port) => new(Protocol == "grpc"
        ? $"http://127.0.0.1:{port}/opentelemetry.proto.collector.trace.v1.TraceService/Export"
        : $"http://127.0.0.1:{port}/v1/traces");

    private static string OwnMetrics(int port) => string.Create(CultureInfo.InvariantCulture, $"readers: [{{pull: {{exporter: {{prometheus: {{host: 127.0.0.1, port: {port + 4}}}}}}}}}]");

    // Only where it listens and where it sends to; what it does is in the files.
    private string ProductionYaml(int port) => string.Create(CultureInfo.InvariantCulture, $$$"""
        receivers:
          otlp:
            protocols:
              grpc: {endpoint: 127.0.0.1:{{{(Protocol == "grpc" ? port : port + 1)}}}}
              http: {endpoint: 127.0.0.1:{{{(Protocol == "grpc" ? port + 1 : port)}}}}
        exporters:
          otlp/dashboard: {endpoint: 127.0.0.1:{{{port + 2}}}}
          prometheus: {endpoint: 127.0.0.1:{{{port + 5}}}}
        extensions:
          health_check: {endpoint: 127.0.0.1:{{{port + 6}}}}
        service:
          telemetry:
            metrics:
              {{{OwnMetrics(port)}}}
        """);

    private string PlainYaml(int port) => string.Create(CultureInfo.InvariantCulture, $$$"""
        receivers:
          otlp:
            protocols:
              {{{Protocol}}}:
                endpoint: 127.0.0.1:{{{port}}}
        processors:
          batch:
          memory_limiter:
            check_interval: 1s
            limit_mib: 2000
          tail_sampling:
            decision_wait: 10s
            num_traces: 200000
            policies:
              - {name: errors, type: status_code, status_code: {status_codes: [ERROR]}}
              - {name: slow, type: latency, latency: {threshold_ms: 1000}}
              - {name: rest, type: probabilistic, probabilistic: {sampling_percentage: 10}}
        exporters:
          otlp:
            endpoint: 127.0.0.1:{{{port + 2}}}
            compression: none
            tls: {insecure: true}
          otlp_http:
            endpoint: http://127.0.0.1:{{{port + 3}}}
            compression: none
        service:
          telemetry:
            metrics:
              level: basic
              {{{OwnMetrics(port)}}}
          pipelines:
            traces:
              receivers: [otlp]
              processors: [{{{(Mode == "tail" ? "memory_limiter, tail_sampling, batch" : "batch")}}}]
              exporters: [{{{(Protocol == "grpc" ? "otlp" : "otlp_http")}}}]
        """);
}
