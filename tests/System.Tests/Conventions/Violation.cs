namespace TracingReference.SystemTests.Conventions;

/// <summary>Something that telemetry says otherwise than the conventions ask.</summary>
/// <param name="Source">The ActivitySource, Meter or resource that says it.</param>
/// <param name="Key">The attribute, metric or property of a span.</param>
/// <param name="Reason">What is wrong.</param>
public sealed record Violation(string Source, string Key, string Reason);

/// <summary>A violation that is not ours to mend.</summary>
/// <param name="Source">The ActivitySource or Meter.</param>
/// <param name="Key">The key.</param>
/// <param name="Why">Who emits it, and why it stays.</param>
public sealed record AcceptedDeviation(string Source, string Key, string Why);
