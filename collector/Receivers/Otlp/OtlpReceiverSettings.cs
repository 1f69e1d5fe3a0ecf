using TracingReference.Collector.Configuration;

namespace TracingReference.Collector.Receivers.Otlp;

/// <summary>Settings of the otlp receiver; a protocol that is not named is not served.</summary>
internal sealed record OtlpReceiverSettings(OtlpServerSettings? Grpc, OtlpServerSettings? Http);
