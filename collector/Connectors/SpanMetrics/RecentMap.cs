using System.Diagnostics.CodeAnalysis;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>Values by bytes, no more than a given number: the one that was least recently asked for leaves.</summary>
/// <param name="most">1 at least.</param>
internal sealed class RecentMap<T>(int most)
{
    private readonly Dictionary<byte[], LinkedListNode<KeyValuePair<byte[], T>>> _nodes = new(BytesComparer.Instance);
    private readonly LinkedList<KeyValuePair<byte[], T>> _byUse = [];

    /// <summary>The values, the least recently used one first.</summary>
    public IEnumerable<T> Values => _byUse.Select(static entry => entry.Value);

    public bool TryGet(ReadOnlySpan<byte> key, [MaybeNullWhen(false)] out T value)
    {
        if (!_nodes.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out var node))
        {
            value = default;
            return false;
        }

        _byUse.Remove(node);
        _byUse.AddLast(node);
        value = node.Value.Value;
        return true;
    }

    /// <summary>Adds a value under a key that is not there; returns what had to leave for it.</summary>
    public KeyValuePair<byte[], T>? Add(byte[] key, T value)
    {
        KeyValuePair<byte[], T>? left = null;
        if (_nodes.Count == most)
        {
            left = _byUse.First!.Value;
            Remove(_byUse.First);
        }

        _nodes[key] = _byUse.AddLast(new KeyValuePair<byte[], T>(key, value));
        return left;
    }

    public void RemoveAll(Predicate<T> match)
    {
        for (var node = _byUse.First; node is not null;)
        {
            var next = node.Next;
            if (match(node.Value.Value))
            {
                Remove(node);
            }

            node = next;
        }
    }

    public void Clear()
    {
        _nodes.Clear();
        _byUse.Clear();
    }

    private void Remove(LinkedListNode<KeyValuePair<byte[], T>> node)
    {
        _nodes.Remove(node.Value.Key);
        _byUse.Remove(node);
    }
}
