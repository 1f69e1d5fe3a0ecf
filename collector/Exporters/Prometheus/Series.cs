namespace TracingReference.Collector.Exporters.Prometheus;

/// <summary>One line, or one block of lines, of a scrape.</summary>
/// <param name="Labels">In text form, without braces.</param>
/// <param name="Value">The last point.</param>
/// <param name="Updated">When it came, by our clock.</param>
internal sealed record Series(string Labels, SeriesValue Value, DateTimeOffset Updated);
