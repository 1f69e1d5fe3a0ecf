using TracingReference.Collector.Exporters.Clients;
using TracingReference.Collector.Exporters.Sending;

namespace TracingReference.Collector.Exporters.OtlpGrpc;

/// <summary>Settings of the otlp exporter.</summary>
/// <param name="Endpoint">http or https with host and port.</param>
/// <param name="Authority">The name that requests are made out to; empty for the endpoint's.</param>
/// <param name="Client">How requests are made.</param>
/// <param name="Sending">Queue, retries, timeout.</param>
internal sealed record OtlpSettings(Uri Endpoint, string Authority, ClientSettings Client, SendingSettings Sending);
