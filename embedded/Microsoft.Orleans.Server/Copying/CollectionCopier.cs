namespace Embedded.Silo;

/// <summary>Copies a collection into a new one of the same type.</summary>
internal abstract class CollectionCopier<TCollection, T> : Copier<TCollection> where TCollection : class
{
    public sealed override TCollection Copy(TCollection value, CopyContext context)
    {
        if (context.TryGet(value, out var copy))
        {
            return copy;
        }

        copy = context.Add(value, Create(value));
        Fill(value, copy, context, Copier<T>.Default);
        return copy;
    }

    protected abstract TCollection Create(TCollection from);

    protected abstract void Fill(TCollection from, TCollection to, CopyContext context, Copier<T> items);

    protected static T Item(T item, CopyContext context, Copier<T> items) => item is null ? item : items.Copy(item, context);
}
