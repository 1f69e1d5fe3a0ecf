using System.Diagnostics;

namespace TracingReference.Defaults.Telemetry;

/// <summary>The source of business spans, and how they fail.</summary>
public static class ShopTelemetry
{
    /// <summary>Where every service starts the spans of its business steps.</summary>
    public static ActivitySource Source { get; } = new(Signals.ShopSource);

    /// <summary>Marks a span as failed.</summary>
    /// <param name="span">The span; null where it is not sampled.</param>
    /// <param name="errorType">A word of low cardinality that says what went wrong, for <c>error.type</c>.</param>
    /// <param name="description">More for a person, without secrets; or null.</param>
    public static void Fail(this Activity? span, string errorType, string? description = null) =>
        span?.SetTag("error.type", errorType).SetStatus(ActivityStatusCode.Error, description);
}
