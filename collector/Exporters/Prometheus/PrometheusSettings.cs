namespace TracingReference.Collector.Exporters.Prometheus;

/// <summary>Settings of the prometheus exporter.</summary>
/// <param name="Endpoint">Where /metrics is served.</param>
/// <param name="Names">How names are translated.</param>
/// <param name="ConstLabels">Labels of every series.</param>
/// <param name="SendsTimestamps">Whether samples tell their own time.</param>
/// <param name="Expiration">A series that was not updated for this long is forgotten.</param>
/// <param name="TakesResource">Whether a resource's attributes become labels.</param>
/// <param name="LeavesOutService">Of these, whether those are left out that job and instance are made of.</param>
/// <param name="TellsScope">Whether a series' scope becomes labels.</param>
/// <param name="OffersOpenMetrics">Whether who asks for OpenMetrics gets it.</param>
internal sealed record PrometheusSettings(
    string Endpoint, NameTranslation Names, IReadOnlyDictionary<string, string> ConstLabels, bool SendsTimestamps, TimeSpan Expiration, bool TakesResource, bool LeavesOutService, bool TellsScope,
    bool OffersOpenMetrics);
