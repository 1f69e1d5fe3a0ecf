using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Pipelines;

/// <summary>google.rpc.RetryInfo inside google.rpc.Status, by which gRPC back ends say how long to wait (google/rpc/error_details.proto).</summary>
internal static class RetryInfo
{
    private static readonly byte[] TypeUrl = [.. "type.googleapis.com/google.rpc.RetryInfo"u8];

    public static byte[] Format(StatusCode code, string message, TimeSpan delay)
    {
        using var writer = new WireWriter(256);
        writer.Tag(1, WireType.Varint);
        writer.Varint((ulong)code);
        writer.String(2, message);
        var any = writer.Begin(3);
        writer.Bytes(1, TypeUrl);
        var info = writer.Begin(2);
        var duration = writer.Begin(1);
        writer.Tag(1, WireType.Varint);
        writer.Varint((ulong)delay.TotalSeconds);
        writer.Tag(2, WireType.Varint);
        writer.Varint((ulong)(delay.Ticks % TimeSpan.TicksPerSecond * 100));
        writer.End(duration);
        writer.End(info);
        writer.End(any);
        return writer.Written.ToArray();
    }

    /// <summary>How long a status asks to wait; null where it does not say.</summary>
    /// <exception cref="WireFormatException">It is no google.rpc.Status.</exception>
    public static TimeSpan? Read(ReadOnlySpan<byte> status)
    {
        var reader = new WireReader(status);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            if (field == 3 && type == WireType.Bytes)
            {
                var any = reader.ReadBytes();
                if (Find(any, 1).SequenceEqual(TypeUrl))
                {
                    return ReadDuration(Find(Find(any, 2), 1));
                }
            }
            else
            {
                reader.Skip(type);
            }
        }

        return null;
    }

    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> message, int number)
    {
        var reader = new WireReader(message);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            if (field == number && type == WireType.Bytes)
            {
                return reader.ReadBytes();
            }

            reader.Skip(type);
        }

        return [];
    }

    private static TimeSpan ReadDuration(ReadOnlySpan<byte> duration)
    {
        var ticks = 0L;
        var reader = new WireReader(duration);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            switch (field, type)
            {
                // No back end has to ask for more than a year, and more could not be counted in ticks.
                case (1, WireType.Varint): ticks += long.Clamp((long)reader.ReadVarint(), 0, 31_536_000) * TimeSpan.TicksPerSecond; break;
                case (2, WireType.Varint): ticks += long.Clamp((long)reader.ReadVarint(), 0, 999_999_999) / TimeSpan.NanosecondsPerTick; break;
                default: reader.Skip(type); break;
            }
        }

        return TimeSpan.FromTicks(ticks);
    }
}
