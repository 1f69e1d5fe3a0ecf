namespace TracingReference.SystemTests.Otlp;

/// <summary>A metric's stream: one name with the attribute sets of its points.</summary>
public sealed record ReceivedMetric(
    string Service,
    string Scope,
    string Name,
    string Unit,
    string Type,
    IReadOnlyDictionary<string, object?> Resource,
    IReadOnlyList<ReceivedPoint> Points);

/// <summary>A point; <paramref name="Value"/> is a sum's or gauge's value, or a histogram's count.</summary>
public sealed record ReceivedPoint(
    IReadOnlyDictionary<string, object?> Attributes, double Value, IReadOnlyList<string> ExemplarTraceIds, IReadOnlyList<double> Bounds);
