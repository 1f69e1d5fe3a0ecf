namespace TracingReference.LoadTest.Statistics;

/// <summary>An interval, ends included.</summary>
/// <param name="Lower">The lower bound.</param>
/// <param name="Upper">The upper bound.</param>
public readonly record struct Interval(double Lower, double Upper)
{
    /// <summary>Whether it holds a value.</summary>
    public bool Contains(double value) => Lower <= value && value <= Upper;
}
