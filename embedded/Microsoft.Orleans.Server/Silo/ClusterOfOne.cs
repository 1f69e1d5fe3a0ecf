namespace Embedded.Silo;

/// <summary>Registered when the configuration says that this silo is the whole cluster.</summary>
internal sealed class ClusterOfOne;
