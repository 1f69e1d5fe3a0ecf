using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Embedded.Silo;

/// <summary>Finds the copier of a type: the one generated for it, or one of those here.</summary>
public static class Copiers
{
    private static readonly ConcurrentDictionary<Type, Func<Type[], Copier>> s_generated = new();
    private static readonly ConcurrentDictionary<Type, Copier> s_found = new();

    private static readonly Dictionary<Type, Type> s_collections = new()
    {
        [typeof(List<>)] = typeof(ListCopier<>),
        [typeof(HashSet<>)] = typeof(HashSetCopier<>),
        [typeof(SortedSet<>)] = typeof(SortedSetCopier<>),
        [typeof(Queue<>)] = typeof(QueueCopier<>),
        [typeof(Stack<>)] = typeof(StackCopier<>),
        [typeof(ConcurrentQueue<>)] = typeof(ConcurrentQueueCopier<>),
        [typeof(Collection<>)] = typeof(PlainCollectionCopier<>),
        [typeof(Dictionary<,>)] = typeof(DictionaryCopier<,>),
        [typeof(SortedDictionary<,>)] = typeof(SortedDictionaryCopier<,>),
        [typeof(SortedList<,>)] = typeof(SortedListCopier<,>),
        [typeof(ConcurrentDictionary<,>)] = typeof(ConcurrentDictionaryCopier<,>),
        [typeof(ReadOnlyCollection<>)] = typeof(ReadOnlyCollectionCopier<>),
        [typeof(ReadOnlyDictionary<,>)] = typeof(ReadOnlyDictionaryCopier<,>),
        [typeof(ImmutableArray<>)] = typeof(ImmutableArrayCopier<>),
        [typeof(ImmutableList<>)] = typeof(ImmutableListCopier<>),
        [typeof(ImmutableQueue<>)] = typeof(ImmutableQueueCopier<>),
        [typeof(ImmutableStack<>)] = typeof(ImmutableStackCopier<>),
        [typeof(ImmutableHashSet<>)] = typeof(ImmutableHashSetCopier<>),
        [typeof(ImmutableSortedSet<>)] = typeof(ImmutableSortedSetCopier<>),
        [typeof(ImmutableDictionary<,>)] = typeof(ImmutableDictionaryCopier<,>),
        [typeof(ImmutableSortedDictionary<,>)] = typeof(ImmutableSortedDictionaryCopier<,>),
        [typeof(FrozenSet<>)] = typeof(FrozenSetCopier<>),
        [typeof(FrozenDictionary<,>)] = typeof(FrozenDictionaryCopier<,>),
        [typeof(KeyValuePair<,>)] = typeof(KeyValuePairCopier<,>),
        [typeof(Nullable<>)] = typeof(NullableCopier<>),
    };

    /// <summary>Enters the copier of a type; for a generic type, its definition and what makes a copier for its arguments.</summary>
    public static void Add(Type type, Func<Type[], Copier> create) => s_generated[type] = create;

    /// <summary>For values that are declared as <typeparamref name="T"/>, whatever they turn out to be.</summary>
    internal static Copier<T> For<T>() => (Copier<T>)ForDeclaredType(typeof(T));

    internal static Copier ForDeclaredType(Type type) => FindDeclared(type) ?? throw new CodecNotFoundException(type);

    /// <summary>For values that are of exactly this type.</summary>
    internal static Copier ForRuntimeType(Type type) => TryFind(type) ?? throw new CodecNotFoundException(type);

    internal static Copier? TryFind(Type type) => s_found.TryGetValue(type, out var known) ? known
        : Find(type) is { } found ? s_found.GetOrAdd(type, found)
        : null;

    private static Copier? FindDeclared(Type type)
    {
        if (typeof(IAddressable).IsAssignableFrom(type))
        {
            return Create(typeof(GrainReferenceCopier<>), type);
        }

        if (type.IsInterface && type.IsGenericType && FindInterface(type) is { } collection)
        {
            return collection;
        }

        // An abstract type may have a copier too, but only to fill the members of its subtypes.
        return type.IsAbstract && !typeof(Type).IsAssignableFrom(type) || type == typeof(object)
            ? Create(typeof(DynamicCopier<>), type)
            : TryFind(type);
    }

    private static Copier? Find(Type type)
    {
        if (s_generated.TryGetValue(type.IsGenericType ? type.GetGenericTypeDefinition() : type, out var generated))
        {
            return generated(type.GetGenericArguments());
        }

        if (Shallow.Contains(type) || type == typeof(object))
        {
            return Create(typeof(ShallowCopier<>), type);
        }

        if (typeof(IAddressable).IsAssignableFrom(type))
        {
            return Create(typeof(GrainReferenceCopier<>), type);
        }

        if (type.IsArray)
        {
            return type.IsSZArray ? Create(typeof(ArrayCopier<>), type.GetElementType()!) : Create(typeof(RectangularArrayCopier<>), type);
        }

        if (typeof(ITuple).IsAssignableFrom(type) && type.Namespace == "System")
        {
            return Create(typeof(TupleCopier<>), type);
        }

        if (type == typeof(ArrayList))
        {
            return new ArrayListCopier();
        }

        return FrozenBase(type) is { IsGenericType: true } known && s_collections.TryGetValue(known.GetGenericTypeDefinition(), out var copier)
            ? Create(copier, known.GetGenericArguments())
            : null;
    }

    // Frozen collections are of private subtypes, made to fit what they hold.
    private static Type FrozenBase(Type type)
    {
        for (var parent = type; parent is not null; parent = parent.BaseType)
        {
            if (parent.IsGenericType && (parent.GetGenericTypeDefinition() == typeof(FrozenSet<>) || parent.GetGenericTypeDefinition() == typeof(FrozenDictionary<,>)))
            {
                return parent;
            }
        }

        return type;
    }

    private static Copier? FindInterface(Type type)
    {
        var definition = type.GetGenericTypeDefinition();
        var method =
            definition == typeof(IEnumerable<>) || definition == typeof(ICollection<>) || definition == typeof(IList<>)
            || definition == typeof(IReadOnlyCollection<>) || definition == typeof(IReadOnlyList<>) ? nameof(AsList)
            : definition == typeof(ISet<>) || definition == typeof(IReadOnlySet<>) ? nameof(AsSet)
            : definition == typeof(IDictionary<,>) || definition == typeof(IReadOnlyDictionary<,>) ? nameof(AsDictionary)
            : null;
        return method is null ? null : (Copier)typeof(Copiers)
            .GetMethod(method, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod([type, .. type.GetGenericArguments()])
            .Invoke(null, null)!;
    }

    private static Copier AsList<TInterface, T>() where TInterface : class, IEnumerable<T> =>
        new InterfaceCollectionCopier<TInterface, T>(static items => (TInterface)(object)items.ToList());

    private static Copier AsSet<TInterface, T>() where TInterface : class, IEnumerable<T> =>
        new InterfaceCollectionCopier<TInterface, T>(static items => (TInterface)(object)items.ToHashSet());

    private static Copier AsDictionary<TInterface, TKey, TValue>() where TInterface : class, IEnumerable<KeyValuePair<TKey, TValue>> where TKey : notnull =>
        new InterfaceCollectionCopier<TInterface, KeyValuePair<TKey, TValue>>(static pairs => (TInterface)(object)pairs.ToDictionary());

    private static Copier Create(Type definition, params Type[] arguments) => (Copier)Activator.CreateInstance(definition.MakeGenericType(arguments))!;
}
