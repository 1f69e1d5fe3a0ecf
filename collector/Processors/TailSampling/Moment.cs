namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>When something happened, by the pipeline's clock.</summary>
/// <param name="Elapsed">On a clock that never goes back: for ages and token buckets.</param>
/// <param name="UnixSecond">On the wall: composite policies count anew in each second.</param>
internal readonly record struct Moment(TimeSpan Elapsed, long UnixSecond)
{
    public static Moment Now(TimeProvider time) => new(time.GetElapsedTime(0), time.GetUtcNow().ToUnixTimeSeconds());
}
