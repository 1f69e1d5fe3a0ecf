using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>What policies ask of all spans of a trace together. It is kept up to date while spans arrive, so that deciding needs not read them.</summary>
internal struct TraceFacts
{
    /// <summary>The earliest start of those spans that do not end before they start; 0 where there are none.</summary>
    public ulong MinStart;

    /// <summary>The latest end of those spans that do not end before they start.</summary>
    public ulong MaxEnd;

    /// <summary>A bit for each status code that a span has.</summary>
    public int StatusCodes;

    public bool HasRoot;

    /// <summary>Whether a span has the flag "sampled" (W3C).</summary>
    public bool HasSampledFlag;

    /// <summary>Whether a span starts at 0: for the rule of latency, that is no time, and the order of spans counts.</summary>
    public bool HasZeroStart;

    public void Add(in SpanView span)
    {
        StatusCodes |= 1 << (span.StatusCode & 31);
        HasRoot |= span.IsRoot;
        HasSampledFlag |= (span.Flags & 1) != 0;
        if (span.End >= span.Start)
        {
            AddTimes(span.Start, span.End);
        }
    }

    public void Add(in TraceFacts other)
    {
        StatusCodes |= other.StatusCodes;
        HasRoot |= other.HasRoot;
        HasSampledFlag |= other.HasSampledFlag;
        HasZeroStart |= other.HasZeroStart;
        if (other.MaxEnd != 0)
        {
            AddTimes(other.MinStart, other.MaxEnd);
        }
    }

    private void AddTimes(ulong start, ulong end)
    {
        HasZeroStart |= start == 0;
        MinStart = MinStart == 0 || start < MinStart ? start : MinStart;
        MaxEnd = Math.Max(MaxEnd, end);
    }
}
