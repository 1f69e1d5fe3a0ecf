using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Tests.TailSampling;

internal sealed record KeptSpan(TraceId TraceId, string Name, string Service, string Scope, string SchemaUrl);
