namespace Orleans;

/// <summary>Identity and references of a grain or of a reference to one.</summary>
public static class GrainExtensions
{
    /// <summary>The identity. Throws <see cref="ArgumentException"/> for anything but a grain or a reference.</summary>
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        GrainReference reference => reference.GrainId,
        IGrainBase instance => instance.GrainContext.GrainId,
        _ => throw new ArgumentException($"{grain.GetType()} is neither a grain nor a reference to one.", nameof(grain)),
    };

    /// <summary>The key of a grain with a string key.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    /// <summary>The key of a grain with an integer key; <see cref="ArgumentException"/> if its key is another.</summary>
    public static long GetPrimaryKeyLong(this IAddressable grain) => grain.GetGrainId().GetIntegerKey();

    /// <summary>The key of a grain with a GUID key; <see cref="ArgumentException"/> if its key is another.</summary>
    public static Guid GetPrimaryKey(this IAddressable grain) => grain.GetGrainId().GetGuidKey();

    /// <summary>A reference to this grain that can be handed to others, by one of its interfaces.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) => grain switch
    {
        GrainReference reference => reference.As<TGrainInterface>(),
        IGrainBase instance => instance.GrainContext.GrainReference.As<TGrainInterface>(),
        _ => throw new ArgumentException($"{grain.GetType()} is neither a grain nor a reference to one.", nameof(grain)),
    };
}
