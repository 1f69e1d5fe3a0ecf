using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Runtime.InteropServices;

namespace Embedded.Silo;

internal sealed class ArrayCopier<T> : CollectionCopier<T[], T>
{
    protected override T[] Create(T[] from) => from.Length == 0 ? from : new T[from.Length];

    protected override void Fill(T[] from, T[] to, CopyContext context, Copier<T> items)
    {
        if (items.IsShallow)
        {
            from.CopyTo(to, 0);
            return;
        }

        for (var i = 0; i < from.Length; i++)
        {
            to[i] = Item(from[i], context, items);
        }
    }
}

internal sealed class ListCopier<T> : CollectionCopier<List<T>, T>
{
    protected override List<T> Create(List<T> from) => new(from.Count);

    protected override void Fill(List<T> from, List<T> to, CopyContext context, Copier<T> items)
    {
        if (items.IsShallow)
        {
            to.AddRange(from);
            return;
        }

        foreach (var item in CollectionsMarshal.AsSpan(from))
        {
            to.Add(Item(item, context, items));
        }
    }
}

internal abstract class AddingCopier<TCollection, T> : CollectionCopier<TCollection, T> where TCollection : class
{
    protected abstract void Add(TCollection to, T item);

    protected sealed override void Fill(TCollection from, TCollection to, CopyContext context, Copier<T> items)
    {
        foreach (var item in InOrder(from))
        {
            Add(to, Item(item, context, items));
        }
    }

    protected virtual IEnumerable<T> InOrder(TCollection from) => (IEnumerable<T>)from;
}

internal sealed class HashSetCopier<T> : AddingCopier<HashSet<T>, T>
{
    protected override HashSet<T> Create(HashSet<T> from) => new(from.Count, from.Comparer);

    protected override void Add(HashSet<T> to, T item) => to.Add(item);
}

internal sealed class SortedSetCopier<T> : AddingCopier<SortedSet<T>, T>
{
    protected override SortedSet<T> Create(SortedSet<T> from) => new(from.Comparer);

    protected override void Add(SortedSet<T> to, T item) => to.Add(item);
}

internal sealed class QueueCopier<T> : AddingCopier<Queue<T>, T>
{
    protected override Queue<T> Create(Queue<T> from) => new(from.Count);

    protected override void Add(Queue<T> to, T item) => to.Enqueue(item);
}

internal sealed class ConcurrentQueueCopier<T> : AddingCopier<ConcurrentQueue<T>, T>
{
    protected override ConcurrentQueue<T> Create(ConcurrentQueue<T> from) => new();

    protected override void Add(ConcurrentQueue<T> to, T item) => to.Enqueue(item);
}

internal sealed class StackCopier<T> : AddingCopier<Stack<T>, T>
{
    protected override Stack<T> Create(Stack<T> from) => new(from.Count);

    protected override void Add(Stack<T> to, T item) => to.Push(item);

    protected override IEnumerable<T> InOrder(Stack<T> from) => from.Reverse();
}

internal sealed class PlainCollectionCopier<T> : AddingCopier<Collection<T>, T>
{
    protected override Collection<T> Create(Collection<T> from) => [];

    protected override void Add(Collection<T> to, T item) => to.Add(item);
}

internal abstract class DictionaryCopierBase<TDictionary, TKey, TValue> : CollectionCopier<TDictionary, TValue>
    where TDictionary : class, IDictionary<TKey, TValue>
    where TKey : notnull
{
    protected sealed override void Fill(TDictionary from, TDictionary to, CopyContext context, Copier<TValue> items)
    {
        foreach (var (key, value) in from)
        {
            to.Add(context.Copy(key), Item(value, context, items));
        }
    }
}

internal sealed class DictionaryCopier<TKey, TValue> : DictionaryCopierBase<Dictionary<TKey, TValue>, TKey, TValue> where TKey : notnull
{
    protected override Dictionary<TKey, TValue> Create(Dictionary<TKey, TValue> from) => new(from.Count, from.Comparer);
}

internal sealed class SortedDictionaryCopier<TKey, TValue> : DictionaryCopierBase<SortedDictionary<TKey, TValue>, TKey, TValue> where TKey : notnull
{
    protected override SortedDictionary<TKey, TValue> Create(SortedDictionary<TKey, TValue> from) => new(from.Comparer);
}

internal sealed class SortedListCopier<TKey, TValue> : DictionaryCopierBase<SortedList<TKey, TValue>, TKey, TValue> where TKey : notnull
{
    protected override SortedList<TKey, TValue> Create(SortedList<TKey, TValue> from) => new(from.Count, from.Comparer);
}

internal sealed class ConcurrentDictionaryCopier<TKey, TValue> : DictionaryCopierBase<ConcurrentDictionary<TKey, TValue>, TKey, TValue> where TKey : notnull
{
    protected override ConcurrentDictionary<TKey, TValue> Create(ConcurrentDictionary<TKey, TValue> from) => new(from.Comparer);
}
