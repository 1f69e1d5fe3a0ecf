using System.Net;

namespace TracingReference.Collector.Otlp;

/// <summary>Who sent a batch: request headers by name, in any case, and the address it came from.</summary>
public sealed class ClientMetadata(IReadOnlyDictionary<string, string[]> headers, IPAddress? address = null)
{
    public static IReadOnlyDictionary<string, string[]> NoHeaders { get; } = new Dictionary<string, string[]>();

    public static ClientMetadata None { get; } = new(NoHeaders);

    /// <summary>The client's address, without its port; empty where it is not known, behind a batch processor for example.</summary>
    public string Address => address is null ? "" : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();

    /// <summary>A header's values; none where it was not sent.</summary>
    public IReadOnlyList<string> this[string name] => headers.TryGetValue(name, out var values) ? values : [];
}
