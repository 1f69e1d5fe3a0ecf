namespace Orleans.Configuration;

/// <summary>The names of the cluster and of the service. One silo needs neither; storages may.</summary>
public class ClusterOptions
{
    /// <summary>The default of <see cref="ClusterId"/>.</summary>
    public const string DefaultClusterId = "default";

    /// <summary>The default of <see cref="ServiceId"/>.</summary>
    public const string DefaultServiceId = "default";

    /// <summary>The silos that know each other.</summary>
    public string ClusterId { get; set; } = DefaultClusterId;

    /// <summary>The service that owns the state, whatever cluster runs it.</summary>
    public string ServiceId { get; set; } = DefaultServiceId;
}
