using System.Text.Json;

namespace TracingReference.Collector.Otlp;

/// <summary>The fields of an OTLP message.</summary>
public sealed class MessageType
{
    private readonly Field?[] _byNumber;
    private readonly Field?[] _byTag;
    private readonly Dictionary<string, Field> _byName;

    public MessageType(string name, params ReadOnlySpan<Field> fields)
    {
        Name = name;
        _byNumber = new Field?[17];
        _byTag = new Field?[256];
        _byName = new(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            _byNumber[field.Number] = field;
            if (field.Number < 16)
            {
                _byTag[(field.Number << 3) | (int)field.WireType] = field;
            }

            _byName[field.Name] = field;
            _byName[JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Name)] = field;
        }

        Attributes = _byNumber.FirstOrDefault(field => field?.Kind == FieldKind.Attributes);
    }

    public string Name { get; }

    /// <summary>The field with its attributes; null where it has none.</summary>
    public Field? Attributes { get; }

    /// <summary>The field with that number; null for one that OTLP did not have when this was written.</summary>
    public Field? this[int number] => (uint)number < (uint)_byNumber.Length ? _byNumber[number] : null;

    /// <summary>The field with that tag of one byte; null where its wire type is not the field's, too, or the tag is longer.</summary>
    public Field? ByTag(byte tag) => _byTag[tag];

    /// <summary>The field with that name in JSON, in camel or snake case.</summary>
    public Field? this[string name] => _byName.GetValueOrDefault(name);

    public IEnumerable<Field> Fields => _byNumber.OfType<Field>();
}
