using Orleans.Runtime;

namespace Embedded.Silo;

/// <summary>Which grain, at which silo: what a generated reference is made from.</summary>
public readonly struct ProxyAddress
{
    internal ProxyAddress(LocalSilo silo, GrainId grainId) => (Silo, GrainId) = (silo, grainId);

    internal LocalSilo Silo { get; }

    internal GrainId GrainId { get; }
}
