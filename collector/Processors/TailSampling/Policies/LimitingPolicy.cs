namespace TracingReference.Collector.Processors.TailSampling.Policies;

/// <summary>rate_limiting and bytes_limiting: keeps traces as long as a bucket has a token for each of their spans, or bytes.</summary>
/// <param name="perSecond">Tokens that come each second.</param>
/// <param name="burst">Tokens at most; 0 or less stands for two seconds' worth.</param>
/// <param name="countsBytes">Bytes instead of spans.</param>
internal sealed class LimitingPolicy(long perSecond, long burst, bool countsBytes) : IPolicy
{
    private readonly TokenBucket _bucket = new(perSecond, burst > 0 ? burst : 2 * perSecond);

    public bool IsStateful => true;

    public bool NeedsSize => countsBytes;

    public Decision Evaluate(in TraceView trace) =>
        _bucket.TryTake(countsBytes ? trace.Size : trace.SpanCount, trace.Now.Elapsed) ? Decision.Sampled : Decision.NotSampled;
}
