using System.Globalization;

namespace TracingReference.Benchmarks.Collector;

/// <summary>One configuration of the collector, the same YAML for whatever collector is measured.</summary>
internal sealed record Scenario(string Mode, string Protocol)
{
    /// <summary>How long the collector may hold what it was given before it must have sent it on.</summary>
    public TimeSpan Hold => Mode == "tail" ? TimeSpan.FromSeconds(13) : TimeSpan.FromSeconds(2);

    /// <param name="port">The receiver's port; the back end's gRPC port is 2 after it, its HTTP port 3, own metrics 4.</param>
    public string Yaml(int port)
    {
        var exporter = Protocol == "grpc" ? "otlp" : "otlp_http";
        var processors = Mode == "tail" ? "memory_limiter, tail_sampling, batch" : "batch";
        return string.Create(CultureInfo.InvariantCulture, $$$"""
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
                  readers:
                    - pull:
                        exporter:
                          prometheus:
                            host: 127.0.0.1
                            port: {{{port + 4}}}
              pipelines:
                traces:
                  receivers: [otlp]
                  processors: [{{{processors}}}]
                  exporters: [{{{exporter}}}]
            """);
    }

    public Uri Endpoint(int port) => new(Protocol == "grpc"
        ? $"http://127.0.0.1:{port}/opentelemetry.proto.collector.trace.v1.TraceService/Export"
        : $"http://127.0.0.1:{port}/v1/traces");
}
