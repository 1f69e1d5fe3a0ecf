using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Attributes;

/// <summary>Carries out actions on attributes, in their order.</summary>
internal sealed class AttributeEditor(IReadOnlyList<AttributeAction> actions)
{
    /// <summary>Whether anything has changed.</summary>
    public bool Apply(AttributeList attributes, ClientMetadata client)
    {
        var changed = false;
        foreach (var action in actions)
        {
            changed |= action.Kind switch
            {
                AttributeActionKind.Delete => Delete(action, attributes),
                AttributeActionKind.Hash => Hash(action, attributes),
                AttributeActionKind.Extract => Extract(action, attributes),
                AttributeActionKind.Convert => Convert(action, attributes),
                _ => Put(action, attributes, client),
            };
        }

        return changed;
    }

    private static bool Put(AttributeAction action, AttributeList attributes, ClientMetadata client)
    {
        if (Source(action, attributes, client) is not { } value)
        {
            return false;
        }

        var index = attributes.IndexOf(action.Key);
        if ((index >= 0 && action.Kind == AttributeActionKind.Insert) || (index < 0 && action.Kind == AttributeActionKind.Update))
        {
            return false;
        }

        attributes.Set(action.Key, value);
        return true;
    }

    private static AnyValue? Source(AttributeAction action, AttributeList attributes, ClientMetadata client)
    {
        if (action.FromAttribute.Length > 0)
        {
            return attributes[action.FromAttribute] ?? action.DefaultValue;
        }

        if (action.FromContext.Length > 0)
        {
            return FromContext(action, client) ?? action.DefaultValue;
        }

        return action.Value ?? action.DefaultValue;
    }

    private static AnyValue? FromContext(AttributeAction action, ClientMetadata client) => action.Source switch
    {
        ContextSource.ClientAddress => AnyValue.Of(client.Address),
        ContextSource.Header when client[action.FromContext] is { Count: > 0 } values => AnyValue.Of(string.Join(';', values)),
        _ => null,
    };

    private static bool Delete(AttributeAction action, AttributeList attributes)
    {
        var changed = attributes.Remove(action.Key);
        return (action.Pattern is { } pattern && attributes.RemoveAll(attribute => pattern.IsMatch(attribute.Key)) > 0) || changed;
    }

    // A key that is both named and matched is hashed twice, as upstream does.
    private static bool Hash(AttributeAction action, AttributeList attributes)
    {
        var changed = false;
        if (attributes.IndexOf(action.Key) is >= 0 and var named)
        {
            attributes[named] = new(action.Key, HashOf(attributes[named].Value));
            changed = true;
        }

        for (var index = 0; action.Pattern is not null && index < attributes.Count; index++)
        {
            var (key, value) = attributes[index];
            if (action.Pattern.IsMatch(key))
            {
                attributes[index] = new(key, HashOf(value));
                changed = true;
            }
        }

        return changed;
    }

    private static AnyValue HashOf(AnyValue value)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        switch (value.Kind)
        {
            case ValueKind.String:
                return Hex(Encoding.UTF8.GetBytes(value.Text));
            case ValueKind.Bool:
                return Hex([(byte)(value.Bool ? 1 : 0)]);
            case ValueKind.Int:
                BinaryPrimitives.WriteInt64LittleEndian(number, value.Int);
                return Hex(number);
            case ValueKind.Double:
                BinaryPrimitives.WriteDoubleLittleEndian(number, value.Double);
                return Hex(number);
            default:
                return AnyValue.Of("");
        }
    }

    private static AnyValue Hex(ReadOnlySpan<byte> content) => AnyValue.Of(System.Convert.ToHexStringLower(SHA256.HashData(content)));

    private static bool Extract(AttributeAction action, AttributeList attributes)
    {
        if (attributes[action.Key] is not { Kind: ValueKind.String } value || action.Pattern!.Match(value.Text) is not { Success: true } match)
        {
            return false;
        }

        foreach (var name in action.Pattern.GetGroupNames().Skip(1))
        {
            attributes.Set(name, AnyValue.Of(match.Groups[name].Value));
        }

        return true;
    }

    private static bool Convert(AttributeAction action, AttributeList attributes)
    {
        if (attributes[action.Key] is not { } value || Converted(value, action.ConvertedType) is not { } converted)
        {
            return false;
        }

        attributes.Set(action.Key, converted);
        return true;
    }

    // Null where it is of that type already, or cannot be converted: then it stays as it is.
    private static AnyValue? Converted(AnyValue value, string type) => (type, value.Kind) switch
    {
        ("string", not ValueKind.String) => AnyValue.Of(value.AsString()),
        ("int", ValueKind.Double) => AnyValue.Of(Truncated(value.Double)),
        ("int", ValueKind.Bool) => AnyValue.Of(value.Bool ? 1L : 0L),
        ("int", ValueKind.String) when long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => AnyValue.Of(number),
        ("double", ValueKind.Int) => AnyValue.Of((double)value.Int),
        ("double", ValueKind.Bool) => AnyValue.Of(value.Bool ? 1.0 : 0.0),
        ("double", ValueKind.String) when GoFloat.TryParse(value.Text, out var number) => AnyValue.Of(number),
        _ => null,
    };

    // Beyond 64 bits Go gives the smallest number on amd64.
    private static long Truncated(double number) => number is >= -9223372036854775808.0 and < 9223372036854775808.0 ? (long)number : long.MinValue;
}
