using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>A part's bytes: those that came in, or, where a processor before has changed it, those it is written as.</summary>
internal static class PartBytes
{
    public static ReadOnlyMemory<byte> Of(Part part)
    {
        if (part.Bytes is { } bytes)
        {
            return bytes;
        }

        using var writer = new WireWriter();
        part.Message.Write(writer);
        return writer.Written.ToArray();
    }
}
