namespace Embedded.Silo;

/// <summary>Copies the values of <typeparamref name="T"/>.</summary>
public abstract class Copier<T> : Copier
{
    private static Copier<T>? s_default;

    private protected Copier() { }

    /// <summary>The copier for values that are declared as <typeparamref name="T"/>; CodecNotFoundException if there is none.</summary>
    internal static Copier<T> Default => s_default ??= Copiers.For<T>();

    /// <summary>A copy of a value that is not null.</summary>
    public abstract T Copy(T value, CopyContext context);

    internal override object CopyObject(object value, CopyContext context) => Copy((T)value, context)!;
}
