using System.Diagnostics;

namespace Orleans.Diagnostics;

/// <summary>The names of the activity sources, to listen to.</summary>
public static class ActivitySources
{
    /// <summary>Grain calls: a client and a server activity each.</summary>
    public const string ApplicationGrainActivitySourceName = "Microsoft.Orleans.Application";

    /// <summary>Placement, activation and deactivation.</summary>
    public const string LifecycleActivitySourceName = "Microsoft.Orleans.Lifecycle";

    /// <summary>Reading, writing and clearing of grain state.</summary>
    public const string StorageActivitySourceName = "Microsoft.Orleans.Storage";

    /// <summary>All of them.</summary>
    public const string AllActivitySourceName = "Microsoft.Orleans.*";

    internal static readonly ActivitySource Application = new(ApplicationGrainActivitySourceName, "1.2.0");
    internal static readonly ActivitySource Lifecycle = new(LifecycleActivitySourceName, "1.1.0");
    internal static readonly ActivitySource Storage = new(StorageActivitySourceName, "1.1.0");
}
