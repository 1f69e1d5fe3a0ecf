namespace TracingReference.Collector.Connectors.ServiceGraph;

/// <summary>Requests that wait for their other side, oldest first; no more than a given number.</summary>
internal sealed class EdgeStore(int most, TimeSpan ttl, Action<Edge> complete, Action<Edge> expire)
{
    private readonly Dictionary<EdgeKey, LinkedListNode<Edge>> _byKey = [];
    private readonly LinkedList<Edge> _byAge = [];

    /// <summary>Adds one side of a request. Whether it was the first; null where there is no room for it.</summary>
    public bool? Update(EdgeKey key, DateTimeOffset now, Action<Edge> update)
    {
        if (_byKey.TryGetValue(key, out var known))
        {
            update(known.Value);
            if (known.Value.IsComplete)
            {
                complete(known.Value);
                Remove(known);
            }

            return false;
        }

        var edge = new Edge(key, now + ttl);
        update(edge);
        if (edge.IsComplete)
        {
            complete(edge);
            return true;
        }

        if (_byAge.Count >= most && !TryExpireOldest(now))
        {
            return null;
        }

        _byKey[key] = _byAge.AddLast(edge);
        return true;
    }

    public void Expire(DateTimeOffset now)
    {
        while (TryExpireOldest(now))
        {
            // The one after it may have waited too long as well.
        }
    }

    private bool TryExpireOldest(DateTimeOffset now)
    {
        if (_byAge.First is not { } oldest || oldest.Value.Expires > now)
        {
            return false;
        }

        expire(oldest.Value);
        Remove(oldest);
        return true;
    }

    private void Remove(LinkedListNode<Edge> node)
    {
        _byKey.Remove(node.Value.Key);
        _byAge.Remove(node);
    }
}
