using System.Text;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Sampling;

/// <summary>What samplers need of every span, read from its bytes while it has not been changed.</summary>
internal static class SpanIdentity
{
    public static (TraceId Id, string TraceState) Of(Part span)
    {
        if (span.Bytes is not { } bytes)
        {
            return (TraceId.Read(span.Message.Raw(1).Span), span.Message.Text(3));
        }

        var view = new SpanView(bytes.Span);
        return (view.TraceId, Encoding.UTF8.GetString(view.TraceState));
    }
}
