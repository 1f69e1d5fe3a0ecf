using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Exporters.Sending;

/// <summary>What a queue's or a batch's size is counted in.</summary>
internal enum Sizer
{
    Requests,
    Items,
    Bytes,
}
