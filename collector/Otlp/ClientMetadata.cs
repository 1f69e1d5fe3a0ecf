namespace TracingReference.Collector.Otlp;

/// <summary>Request headers by name, in any case.</summary>
public sealed class ClientMetadata(IReadOnlyDictionary<string, string[]> headers)
{
    public static ClientMetadata None { get; } = new(new Dictionary<string, string[]>());

    /// <summary>A header's values; none where it was not sent.</summary>
    public IReadOnlyList<string> this[string name] => headers.TryGetValue(name, out var values) ? values : [];
}
