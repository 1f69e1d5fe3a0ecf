using Orleans.Configuration;

namespace Embedded.Silo;

/// <summary>The names of a silo and of the client in its process: address, port and the seconds at which they were made.</summary>
internal sealed class SiloName(EndpointOptions endpoint, TimeProvider time)
{
    private static readonly DateTimeOffset s_epoch = new(2022, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly (string Endpoint, long Generation) _parts =
        ($"{endpoint.AdvertisedIPAddress}:{endpoint.SiloPort}", (long)(time.GetUtcNow() - s_epoch).TotalSeconds);

    /// <summary>Who calls when no grain does.</summary>
    public string Client => field ??= $"sys.client/hosted-{_parts.Endpoint}@{_parts.Generation}";

    /// <summary>The silo itself.</summary>
    public string Silo => field ??= $"S{_parts.Endpoint}:{_parts.Generation}";

    public override string ToString() => Silo;
}
