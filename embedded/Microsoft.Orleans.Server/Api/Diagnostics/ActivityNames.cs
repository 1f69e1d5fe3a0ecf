namespace Orleans.Runtime;

/// <summary>The names of the activities that are not grain calls.</summary>
public static class ActivityNames
{
    /// <summary>Choosing where a grain is activated.</summary>
    public const string PlaceGrain = "place grain";

    /// <summary>From the first call to the grain being ready.</summary>
    public const string ActivateGrain = "activate grain";

    /// <summary>Entering the activation in the directory.</summary>
    public const string RegisterDirectoryEntry = "register directory entry";

    /// <summary>The grain's OnActivateAsync.</summary>
    public const string OnActivate = "execute OnActivateAsync";

    /// <summary>From the wish to deactivate to the end.</summary>
    public const string DeactivateGrain = "deactivate grain";

    /// <summary>The grain's OnDeactivateAsync.</summary>
    public const string OnDeactivate = "execute OnDeactivateAsync";

    /// <summary>Reading grain state.</summary>
    public const string StorageRead = "read storage";

    /// <summary>Writing grain state.</summary>
    public const string StorageWrite = "write storage";

    /// <summary>Clearing grain state.</summary>
    public const string StorageClear = "clear storage";
}
