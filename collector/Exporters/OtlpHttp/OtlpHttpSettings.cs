using TracingReference.Collector.Exporters.Clients;
using TracingReference.Collector.Exporters.Sending;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Exporters.OtlpHttp;

/// <summary>Settings of the otlp_http exporter.</summary>
/// <param name="Endpoints">The URL of each signal.</param>
/// <param name="IsJson">JSON instead of protobuf.</param>
/// <param name="Client">How requests are made.</param>
/// <param name="Sending">Queue, retries, timeout.</param>
internal sealed record OtlpHttpSettings(IReadOnlyDictionary<Signal, Uri> Endpoints, bool IsJson, ClientSettings Client, SendingSettings Sending);
