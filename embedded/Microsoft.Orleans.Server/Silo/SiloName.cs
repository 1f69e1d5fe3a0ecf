using Orleans.Configuration;

namespace Embedded.Silo;

/// <summary>The name of a silo: address, port and the seconds at which it was made.</summary>
internal static class SiloName
{
    private static readonly DateTimeOffset Epoch = new(2022, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string For(EndpointOptions endpoint, TimeProvider time) =>
        $"S{endpoint.AdvertisedIPAddress}:{endpoint.SiloPort}:{(long)(time.GetUtcNow() - Epoch).TotalSeconds}";
}
