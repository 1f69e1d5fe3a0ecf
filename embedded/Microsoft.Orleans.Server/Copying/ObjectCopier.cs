namespace Embedded.Silo;

/// <summary>Copies objects member by member. Generated code derives one class for each class with [GenerateSerializer].</summary>
public abstract class ObjectCopier<T> : Copier<T> where T : class
{
    /// <summary>A new object, its members as the public parameterless constructor leaves them, or all default where there is none.</summary>
    protected abstract T Create();

    /// <summary>Whether the type is [Immutable], so that its objects are shared; those of derived types are copied as these say.</summary>
    protected virtual bool IsShared => false;

    /// <summary>Copies the members that travel.</summary>
    protected internal abstract void Fill(T from, T to, CopyContext context);

    /// <inheritdoc/>
    public sealed override T Copy(T value, CopyContext context)
    {
        if (value.GetType() != typeof(T))
        {
            return (T)Copiers.ForRuntimeType(value.GetType()).CopyObject(value, context);
        }

        if (IsShared)
        {
            return value;
        }

        if (context.TryGet(value, out var copy))
        {
            return copy;
        }

        copy = context.Add(value, Create());
        Fill(value, copy, context);
        return copy;
    }

    /// <summary>Looks for the copiers of the members that a base class declares.</summary>
    protected static void CheckBase<TBase>(CopierCheck check) => Copiers.ForRuntimeType(typeof(TBase)).Check(check);

    /// <summary>Copies the members that a base class declares.</summary>
    protected static void FillBase<TBase>(TBase from, TBase to, CopyContext context) where TBase : class =>
        ((ObjectCopier<TBase>)Copiers.ForRuntimeType(typeof(TBase))).Fill(from, to, context);
}
