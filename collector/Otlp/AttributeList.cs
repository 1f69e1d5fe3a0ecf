using System.Collections;
using System.Text;

namespace TracingReference.Collector.Otlp;

/// <summary>Attributes in the order they came in. A key that stands twice is found once: the first one counts.</summary>
public sealed class AttributeList : IReadOnlyList<Attribute>
{
    private readonly List<Attribute> _items = [];

    public int Count => _items.Count;

    public Attribute this[int index]
    {
        get => _items[index];
        set => _items[index] = value;
    }

    public AnyValue? this[string key] => IndexOf(key) is >= 0 and var index ? _items[index].Value : null;

    public int IndexOf(string key)
    {
        for (var index = 0; index < _items.Count; index++)
        {
            if (_items[index].Key == key)
            {
                return index;
            }
        }

        return -1;
    }

    public void Add(string key, AnyValue value) => _items.Add(new(key, value));

    /// <summary>Changes the value of that key, or adds it.</summary>
    public void Set(string key, AnyValue value)
    {
        if (IndexOf(key) is >= 0 and var index)
        {
            _items[index] = new(key, value);
        }
        else
        {
            Add(key, value);
        }
    }

    public bool Remove(string key)
    {
        var index = IndexOf(key);
        if (index >= 0)
        {
            _items.RemoveAt(index);
        }

        return index >= 0;
    }

    public int RemoveAll(Predicate<Attribute> match) => _items.RemoveAll(match);

    /// <summary>Reads one KeyValue message onto the end.</summary>
    public void Read(ReadOnlyMemory<byte> message)
    {
        var reader = new WireReader(message.Span);
        var (key, value) = ("", AnyValue.Empty);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            switch (field)
            {
                case 1: key = Encoding.UTF8.GetString(reader.ReadBytes()); break;
                case 2: value = AnyValue.Read(reader.ReadSlice(message)); break;
                default: reader.Skip(type); break;
            }
        }

        Add(key, value);
    }

    /// <summary>Writes every attribute as a KeyValue in that field.</summary>
    public void Write(WireWriter writer, int field)
    {
        foreach (var (key, value) in _items)
        {
            var start = writer.Begin(field);
            writer.String(1, key);
            var inner = writer.Begin(2);
            value.Write(writer);
            writer.End(inner);
            writer.End(start);
        }
    }

    public List<Attribute>.Enumerator GetEnumerator() => _items.GetEnumerator();

    IEnumerator<Attribute> IEnumerable<Attribute>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static AttributeList ReadMap(ReadOnlyMemory<byte> message)
    {
        var map = new AttributeList();
        var reader = new WireReader(message.Span);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            if (field == 1)
            {
                map.Read(reader.ReadSlice(message));
            }
            else
            {
                reader.Skip(type);
            }
        }

        return map;
    }
}
