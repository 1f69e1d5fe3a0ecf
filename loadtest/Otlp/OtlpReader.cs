using Google.Protobuf;
using static TracingReference.LoadTest.Otlp.ProtobufReader;

namespace TracingReference.LoadTest.Otlp;

/// <summary>
/// What export requests of traces, metrics and logs share in OTLP 1.x: resource groups (1) of resource (1) and scope groups (2) of scope (1)
/// and items (2), and attributes.
/// </summary>
internal static class OtlpReader
{
    /// <summary>Hands on each item with the attributes of its resource and the name of its scope.</summary>
    public static void Items(
        ReadOnlyMemory<byte> request, Action<IReadOnlyDictionary<string, object?>, string, ReadOnlyMemory<byte>> item)
    {
        Read(request, (field, input) =>
        {
            if (field == 1)
            {
                Resource(input.Message());
            }
        });

        void Resource(ReadOnlyMemory<byte> group)
        {
            IReadOnlyDictionary<string, object?> resource = new Dictionary<string, object?>();
            var scopes = new List<ReadOnlyMemory<byte>>();
            Read(group, (field, input) =>
            {
                switch (field)
                {
                    case 1:
                        resource = Attributes(input.Message(), attributesField: 1);
                        break;
                    case 2:
                        scopes.Add(input.Message());
                        break;
                }
            });
            scopes.ForEach(scope => Scope(resource, scope));
        }

        void Scope(IReadOnlyDictionary<string, object?> resource, ReadOnlyMemory<byte> group)
        {
            var scope = "";
            var items = new List<ReadOnlyMemory<byte>>();
            Read(group, (field, input) =>
            {
                switch (field)
                {
                    case 1:
                        Read(input.Message(), (inner, name) => scope = inner == 1 ? name.ReadString() : scope);
                        break;
                    case 2:
                        items.Add(input.Message());
                        break;
                }
            });
            items.ForEach(each => item(resource, scope, each));
        }
    }

    /// <summary>Takes an attribute.</summary>
    public static void KeyValue(ReadOnlyMemory<byte> message, Dictionary<string, object?> into)
    {
        var key = "";
        object? value = null;
        Read(message, (field, input) =>
        {
            switch (field)
            {
                case 1: key = input.ReadString(); break;
                case 2: value = AnyValue(input.Message()); break;
            }
        });
        into[key] = value;
    }

    /// <summary>A value: string, bool, long, double, byte[], a list or a dictionary of these, or null.</summary>
    public static object? AnyValue(ReadOnlyMemory<byte> message)
    {
        object? value = null;
        Read(message, (field, input) =>
        {
            switch (field)
            {
                case 1: value = input.ReadString(); break;
                case 2: value = input.ReadBool(); break;
                case 3: value = input.ReadInt64(); break;
                case 4: value = input.ReadDouble(); break;
                case 5:
                    var list = new List<object?>();
                    Read(input.Message(), (_, item) => list.Add(AnyValue(item.Message())));
                    value = list;
                    break;
                case 6: value = Attributes(input.Message(), attributesField: 1); break;
                case 7: value = input.ReadBytes().ToByteArray(); break;
            }
        });
        return value;
    }

    /// <summary>Whose it is; empty where nobody says.</summary>
    public static string Service(IReadOnlyDictionary<string, object?> resource) => resource.GetValueOrDefault("service.name") as string ?? "";

    /// <summary>An id as hexadecimal digits; empty where there is none.</summary>
    public static string Hex(CodedInputStream input) => Convert.ToHexStringLower(input.ReadBytes().Span);

    private static Dictionary<string, object?> Attributes(ReadOnlyMemory<byte> message, int attributesField)
    {
        var attributes = new Dictionary<string, object?>();
        Read(message, (field, input) =>
        {
            if (field == attributesField)
            {
                KeyValue(input.Message(), attributes);
            }
        });
        return attributes;
    }
}
