namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>Settings of the span_metrics connector.</summary>
internal sealed record SpanMetricsSettings
{
    /// <summary>Before each metric's name.</summary>
    public required string Namespace { get; init; }

    public required TimeSpan FlushInterval { get; init; }

    /// <summary>A resource without spans for this long is forgotten; zero for never.</summary>
    public required TimeSpan Expiration { get; init; }

    /// <summary>A series without spans for this long is forgotten; zero for never. Deltas are forgotten with every flush anyway.</summary>
    public required TimeSpan SeriesExpiration { get; init; }

    public required bool IsDelta { get; init; }

    /// <summary>Of how many delta series it is remembered when they were last told.</summary>
    public required int MaxTimestamps { get; init; }

    /// <summary>Nanoseconds of the unit that durations are told in.</summary>
    public required double UnitNanoseconds { get; init; }

    public required string Unit { get; init; }

    /// <summary>Upper bounds of the histogram, in its unit; null for an exponential one.</summary>
    public required double[]? Bounds { get; init; }

    /// <summary>The most buckets of an exponential histogram.</summary>
    public required int MaxSize { get; init; }

    public required bool HasHistogram { get; init; }

    /// <summary>Of every metric.</summary>
    public required DimensionList Dimensions { get; init; }

    /// <summary>More of them, for calls.</summary>
    public required DimensionList CallsDimensions { get; init; }

    /// <summary>More of them, for durations.</summary>
    public required DimensionList DurationDimensions { get; init; }

    /// <summary>More of them, for each span's events; null for no metric of events.</summary>
    public required DimensionList? EventDimensions { get; init; }

    /// <summary>Of the dimensions that every metric has: those to leave away.</summary>
    public required IReadOnlyList<string> Excluded { get; init; }

    /// <summary>Scopes whose name and version become dimensions.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>What tells resources apart; empty for all of their attributes.</summary>
    public required IReadOnlyList<string> ResourceKey { get; init; }

    /// <summary>The most resources that are kept beyond a flush, the least recently used ones leave.</summary>
    public required int MaxResources { get; init; }

    /// <summary>The most series of each metric of a resource; what is beyond is counted together.</summary>
    public required int MaxSeries { get; init; }

    /// <summary>The most exemplars of a data point; zero for none.</summary>
    public required int MaxExemplars { get; init; }

    /// <summary>Whether series tell counted spans from extrapolated ones.</summary>
    public required bool TellsSamplingMethod { get; init; }
}
