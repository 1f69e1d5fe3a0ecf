namespace Embedded.Silo;

/// <summary>Copies structs member by member. Generated code derives one class for each struct with [GenerateSerializer].</summary>
public abstract class StructCopier<T> : Copier<T> where T : struct
{
    /// <summary>Copies the members that travel.</summary>
    protected abstract void Fill(ref T from, ref T to, CopyContext context);

    /// <inheritdoc/>
    public sealed override T Copy(T value, CopyContext context)
    {
        var copy = default(T);
        Fill(ref value, ref copy, context);
        return copy;
    }
}
