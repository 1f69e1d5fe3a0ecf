using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Tests.Processors.Matching;

/// <summary>Requests full of what looks like a secret, and sometimes is one, in every kind of place.</summary>
internal static class NearMatches
{
    private static readonly string[] Texts =
    [
        "ann@example.com", "ann@example", "@", "4111 1111 1111 1111", "4111-1111-1111", "4111111111111111", "1234567890123456789012345", "Bearer abc", "bearer", "BASIC dXNlcg==",
        "basically", "authorization", "Authorization: x", "cookie2: a=b", "coo\u212Aie: a=b", "Set-Cookie", "é", "李", " ", "               ", "\0", "select 1 from t", "x", "\uD83D\uDE00",
    ];

    private static readonly string[] Keys =
        ["a", "b", "http.request.header.authorization", "x.Cookie2", "db.system", "db.system.name", "db.query.text", "db.statement", "ann@example.com", "clé", "authorization.x"];

    private static Gen<string> Text { get; } = Gen.Frequency(
        (3, Gen.Elements("plain", "postgresql", "GET /orders", "p-0001", "")),
        (2, from count in Gen.Choose(0, 3) from between in Gen.Elements("", " ") from pieces in Gen.Elements(Texts).ArrayOf(count) select string.Join(between, pieces)));

    private static Gen<string> Key { get; } = Gen.Frequency((3, Gen.Elements(Keys)), (1, Text));

    private static Gen<AttributeList> Attributes(int depth) =>
        from count in Gen.Choose(0, 3)
        from entries in (from key in Key from value in Value(depth) select (key, value)).ArrayOf(count)
        select entries.Aggregate(new AttributeList(), (list, entry) =>
        {
            list.Add(entry.key, entry.value);
            return list;
        });

    private static Gen<AnyValue> Value(int depth)
    {
        var scalars = new (int, Gen<AnyValue>)[]
        {
            (6, Text.Select(AnyValue.Of)),
            (1, Gen.Elements(AnyValue.Of(4111111111111111), AnyValue.Of(5), AnyValue.Of(true), AnyValue.Of(4111111111111111.0), AnyValue.Empty)),
            (1, Text.Select(text => AnyValue.OfBytes(Encoding.UTF8.GetBytes(text)))),
            (1, Gen.Constant(AnyValue.OfBytes(new byte[] { 0xFF, 0x40 }))),
        };
        return Gen.Frequency(depth == 0 ? scalars :
        [
            .. scalars,
            (1, Value(depth - 1).ArrayOf(2).Select(items => AnyValue.Of(items.ToList()))),
            (1, Attributes(depth - 1).Select(AnyValue.Of)),
        ]);
    }

    /// <summary>A part with a text in each of some fields of its type.</summary>
    public static Gen<byte[]> Part(MessageType type) => type.Fields.Aggregate(Gen.Constant(Array.Empty<byte>()), (before, field) =>
        from bytes in before
        from isThere in Gen.Choose(0, 2)
        from more in isThere == 0 ? Gen.Constant(Array.Empty<byte>()) : Field(field)
        select bytes.Concat(more).ToArray());

    private static Gen<byte[]> Field(Field field) => field.Kind switch
    {
        FieldKind.String => Text.Select(text => Written(writer => writer.String(field.Number, text))),
        FieldKind.Attributes => Attributes(2).Select(attributes => Written(writer => attributes.Write(writer, field.Number))),
        FieldKind.Value => Value(2).Select(value => Written(writer =>
        {
            var start = writer.Begin(field.Number);
            value.Write(writer);
            writer.End(start);
        })),
        FieldKind.Message => Part(field.Type!).Select(part => Written(writer => writer.Bytes(field.Number, part))),
        FieldKind.Enum => Gen.Choose(0, 5).Select(kind => Written(writer =>
        {
            writer.Tag(field.Number, WireType.Varint);
            writer.Varint((ulong)kind);
        })),
        _ => Gen.Constant(Array.Empty<byte>()),
    };

    private static byte[] Written(Action<WireWriter> write)
    {
        using var writer = new WireWriter();
        write(writer);
        return writer.Written.ToArray();
    }
}
