using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace Embedded.Silo;

/// <summary>Copies what cannot change itself but may hold what can: only then is it made anew.</summary>
internal abstract class UnchangingCopier<TValue>(params ReadOnlySpan<Copier> parts) : Copier<TValue>
{
    private readonly bool _isShallow = AllShallow(parts);

    internal sealed override bool IsShallow => _isShallow;

    public sealed override TValue Copy(TValue value, CopyContext context) => _isShallow ? value : Rebuild(value, context);

    protected abstract TValue Rebuild(TValue from, CopyContext context);

    private static bool AllShallow(ReadOnlySpan<Copier> parts)
    {
        foreach (var part in parts)
        {
            if (!part.IsShallow)
            {
                return false;
            }
        }

        return true;
    }
}

internal sealed class NullableCopier<T>() : UnchangingCopier<T?>(Copier<T>.Default) where T : struct
{
    protected override T? Rebuild(T? from, CopyContext context) => from is { } value ? context.Copy(value) : null;
}

internal sealed class KeyValuePairCopier<TKey, TValue>() : UnchangingCopier<KeyValuePair<TKey, TValue>>(Copier<TKey>.Default, Copier<TValue>.Default)
{
    protected override KeyValuePair<TKey, TValue> Rebuild(KeyValuePair<TKey, TValue> from, CopyContext context) => new(context.Copy(from.Key), context.Copy(from.Value));
}

internal sealed class ImmutableArrayCopier<T>() : UnchangingCopier<ImmutableArray<T>>(Copier<T>.Default)
{
    protected override ImmutableArray<T> Rebuild(ImmutableArray<T> from, CopyContext context) => from.IsDefault ? from : [.. from.Select(context.Copy)];
}

internal sealed class ImmutableListCopier<T>() : UnchangingCopier<ImmutableList<T>>(Copier<T>.Default)
{
    protected override ImmutableList<T> Rebuild(ImmutableList<T> from, CopyContext context) => [.. from.Select(context.Copy)];
}

internal sealed class ImmutableQueueCopier<T>() : UnchangingCopier<ImmutableQueue<T>>(Copier<T>.Default)
{
    protected override ImmutableQueue<T> Rebuild(ImmutableQueue<T> from, CopyContext context) => [.. from.Select(context.Copy)];
}

internal sealed class ImmutableStackCopier<T>() : UnchangingCopier<ImmutableStack<T>>(Copier<T>.Default)
{
    protected override ImmutableStack<T> Rebuild(ImmutableStack<T> from, CopyContext context) => ImmutableStack.CreateRange(from.Select(context.Copy).Reverse());
}

internal sealed class ImmutableHashSetCopier<T>() : UnchangingCopier<ImmutableHashSet<T>>(Copier<T>.Default)
{
    protected override ImmutableHashSet<T> Rebuild(ImmutableHashSet<T> from, CopyContext context) => from.Select(context.Copy).ToImmutableHashSet(from.KeyComparer);
}

internal sealed class ImmutableSortedSetCopier<T>() : UnchangingCopier<ImmutableSortedSet<T>>(Copier<T>.Default)
{
    protected override ImmutableSortedSet<T> Rebuild(ImmutableSortedSet<T> from, CopyContext context) => from.Select(context.Copy).ToImmutableSortedSet(from.KeyComparer);
}

internal sealed class ImmutableDictionaryCopier<TKey, TValue>() : UnchangingCopier<ImmutableDictionary<TKey, TValue>>(Copier<TKey>.Default, Copier<TValue>.Default) where TKey : notnull
{
    protected override ImmutableDictionary<TKey, TValue> Rebuild(ImmutableDictionary<TKey, TValue> from, CopyContext context) =>
        from.ToImmutableDictionary(pair => context.Copy(pair.Key), pair => context.Copy(pair.Value), from.KeyComparer, from.ValueComparer);
}

internal sealed class ImmutableSortedDictionaryCopier<TKey, TValue>() : UnchangingCopier<ImmutableSortedDictionary<TKey, TValue>>(Copier<TKey>.Default, Copier<TValue>.Default) where TKey : notnull
{
    protected override ImmutableSortedDictionary<TKey, TValue> Rebuild(ImmutableSortedDictionary<TKey, TValue> from, CopyContext context) =>
        from.ToImmutableSortedDictionary(pair => context.Copy(pair.Key), pair => context.Copy(pair.Value), from.KeyComparer, from.ValueComparer);
}

internal sealed class FrozenSetCopier<T>() : UnchangingCopier<FrozenSet<T>>(Copier<T>.Default)
{
    protected override FrozenSet<T> Rebuild(FrozenSet<T> from, CopyContext context) => from.Select(context.Copy).ToFrozenSet(from.Comparer);
}

internal sealed class FrozenDictionaryCopier<TKey, TValue>() : UnchangingCopier<FrozenDictionary<TKey, TValue>>(Copier<TKey>.Default, Copier<TValue>.Default) where TKey : notnull
{
    protected override FrozenDictionary<TKey, TValue> Rebuild(FrozenDictionary<TKey, TValue> from, CopyContext context) =>
        from.ToFrozenDictionary(pair => context.Copy(pair.Key), pair => context.Copy(pair.Value), from.Comparer);
}

/// <summary>Read-only views: what they view may change, so it is copied.</summary>
internal sealed class ReadOnlyCollectionCopier<T> : Copier<ReadOnlyCollection<T>>
{
    public override ReadOnlyCollection<T> Copy(ReadOnlyCollection<T> value, CopyContext context) =>
        context.TryGet(value, out var copy) ? copy : context.Add(value, new(value.Select(context.Copy).ToList()));
}

/// <summary>Read-only views: what they view may change, so it is copied.</summary>
internal sealed class ReadOnlyDictionaryCopier<TKey, TValue> : Copier<ReadOnlyDictionary<TKey, TValue>> where TKey : notnull
{
    public override ReadOnlyDictionary<TKey, TValue> Copy(ReadOnlyDictionary<TKey, TValue> value, CopyContext context) =>
        context.TryGet(value, out var copy) ? copy : context.Add(value, new(value.ToDictionary(pair => context.Copy(pair.Key), pair => context.Copy(pair.Value))));
}
