using System.Net;

namespace TracingReference.Collector.Receivers;

/// <summary>Where a server listens, as Go writes it: host:port, :port, [::1]:port.</summary>
/// <param name="Addresses">The addresses that the host stands for; IPAddress.Any for an empty one.</param>
/// <param name="Port">The port; 0 lets the system choose.</param>
public sealed record HostAndPort(IReadOnlyList<IPAddress> Addresses, int Port)
{
    /// <summary>Takes the text apart; false where it cannot be such an address.</summary>
    public static bool TryParse(string text, out HostAndPort result)
    {
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? "" : text[..colon].Trim('[', ']');
        result = new([], 0);
        if (colon < 0 || !ushort.TryParse(text.AsSpan(colon + 1), out var port))
        {
            return false;
        }

        IReadOnlyList<IPAddress> addresses = host switch
        {
            "" => [IPAddress.Any],
            "localhost" => [IPAddress.Loopback],
            _ when IPAddress.TryParse(host, out var address) => [address],
            _ => [],
        };
        result = new(addresses, port);
        return addresses.Count > 0;
    }
}
