using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Exporters.Prometheus;

/// <summary>A data point, as far as Prometheus shows it.</summary>
internal sealed record SeriesValue
{
    /// <summary>Unix time in nanoseconds.</summary>
    public required ulong Start { get; init; }

    /// <summary>Unix time in nanoseconds.</summary>
    public required ulong Time { get; init; }

    /// <summary>A number's value.</summary>
    public double Number { get; init; }

    /// <summary>The same where it is whole, so that sums of large ones stay exact.</summary>
    public long? Whole { get; init; }

    public ulong Count { get; init; }

    public double Sum { get; init; }

    /// <summary>A histogram's upper bounds, ascending; none for an exponential one, of which text shows only the sum.</summary>
    public double[] Bounds { get; init; } = [];

    /// <summary>A histogram's counts, one more than bounds.</summary>
    public ulong[] Counts { get; init; } = [];

    public IReadOnlyList<(double Quantile, double Value)> Quantiles { get; init; } = [];

    public IReadOnlyList<Message> Exemplars { get; init; } = [];

    /// <summary>This point's changes on top of an earlier total. A histogram with other bounds cannot be added to: the newer one counts, as upstream has it.</summary>
    public SeriesValue After(SeriesValue earlier) => !Bounds.AsSpan().SequenceEqual(earlier.Bounds) || Counts.Length != earlier.Counts.Length
        ? this with { Start = earlier.Start }
        : this with
        {
            Start = earlier.Start,
            Number = Number + earlier.Number,
            Whole = Whole + earlier.Whole,
            Count = Count + earlier.Count,
            Sum = Sum + earlier.Sum,
            Counts = [.. Counts.Zip(earlier.Counts, static (a, b) => a + b)],
        };
}
