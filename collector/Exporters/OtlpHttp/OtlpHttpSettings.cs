using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Exporters.OtlpHttp;

/// <summary>Settings of the otlp_http exporter.</summary>
/// <param name="Endpoints">The URL of each signal.</param>
/// <param name="IsJson">JSON instead of protobuf.</param>
internal sealed record OtlpHttpSettings(IReadOnlyDictionary<Signal, string> Endpoints, bool IsJson);
