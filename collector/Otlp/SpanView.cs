namespace TracingReference.Collector.Otlp;

/// <summary>What samplers ask of a span, read in one pass over its bytes; attributes are found only when asked for.</summary>
public readonly ref struct SpanView
{
    public SpanView(ReadOnlySpan<byte> span)
    {
        Bytes = span;
        var reader = new WireReader(span);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            switch (field)
            {
                case 1: TraceId = TraceId.Read(reader.ReadBytes()); break;
                case 2: SpanId = reader.ReadBytes(); break;
                case 3: TraceState = reader.ReadBytes(); break;
                case 4: ParentSpanId = reader.ReadBytes(); break;
                case 5: Name = reader.ReadBytes(); break;
                case 6: Kind = (int)reader.ReadVarint(); break;
                case 7: Start = reader.ReadFixed64(); break;
                case 8: End = reader.ReadFixed64(); break;
                case 15: StatusCode = ReadStatus(reader.ReadBytes()); break;
                case 16: Flags = reader.ReadFixed32(); break;
                default: reader.Skip(type); break;
            }
        }
    }

    public ReadOnlySpan<byte> Bytes { get; }

    public TraceId TraceId { get; }

    public ReadOnlySpan<byte> SpanId { get; }

    public ReadOnlySpan<byte> TraceState { get; }

    public ReadOnlySpan<byte> ParentSpanId { get; }

    public ReadOnlySpan<byte> Name { get; }

    public int Kind { get; }

    /// <summary>Unix time in nanoseconds.</summary>
    public ulong Start { get; }

    /// <summary>Unix time in nanoseconds.</summary>
    public ulong End { get; }

    /// <summary>0 unset, 1 ok, 2 error.</summary>
    public int StatusCode { get; }

    public uint Flags { get; }

    /// <summary>Whether no parent is named; a parent id of zeros names none.</summary>
    public bool IsRoot => ParentSpanId.IndexOfAnyExcept((byte)0) < 0;

    private static int ReadStatus(ReadOnlySpan<byte> status)
    {
        var code = 0;
        var reader = new WireReader(status);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            if (field == 3)
            {
                code = (int)reader.ReadVarint();
            }
            else
            {
                reader.Skip(type);
            }
        }

        return code;
    }
}
