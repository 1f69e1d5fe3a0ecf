using static TracingReference.LoadTest.Otlp.OtlpReader;
using static TracingReference.LoadTest.Otlp.ProtobufReader;

namespace TracingReference.LoadTest.Otlp;

/// <summary>Decodes export requests of spans by field number, from the specification of OTLP 1.x.</summary>
internal static class OtlpDecoder
{
    public static IReadOnlyList<ReceivedSpan> Spans(ReadOnlyMemory<byte> request)
    {
        var spans = new List<ReceivedSpan>();
        Items(request, (resource, scope, span) => spans.Add(Span(resource, scope, span)));
        return spans;
    }

    private static ReceivedSpan Span(IReadOnlyDictionary<string, object?> resource, string scope, ReadOnlyMemory<byte> message)
    {
        string trace = "", span = "", name = "";
        string? parent = null, state = null, statusMessage = null;
        var (kind, status) = (SpanKind.Unspecified, StatusCode.Unset);
        ulong start = 0, end = 0;
        var attributes = new Dictionary<string, object?>();
        var events = new List<ReceivedEvent>();
        var links = new List<ReceivedLink>();
        Read(message, (field, input) =>
        {
            switch (field)
            {
                case 1: trace = Hex(input); break;
                case 2: span = Hex(input); break;
                case 3: state = input.ReadString(); break;
                case 4: parent = Hex(input) is { Length: > 0 } id ? id : null; break;
                case 5: name = input.ReadString(); break;
                case 6: kind = (SpanKind)input.ReadEnum(); break;
                case 7: start = input.ReadFixed64(); break;
                case 8: end = input.ReadFixed64(); break;
                case 9: KeyValue(input.Message(), attributes); break;
                case 11: events.Add(Event(input.Message())); break;
                case 13: links.Add(Link(input.Message())); break;
                case 15:
                    Read(input.Message(), (inner, value) =>
                    {
                        switch (inner)
                        {
                            case 2: statusMessage = value.ReadString(); break;
                            case 3: status = (StatusCode)value.ReadEnum(); break;
                        }
                    });
                    break;
            }
        });
        return new ReceivedSpan(
            Service(resource), scope, resource, trace, span, parent, state, name, kind, Time(start), Time(end), attributes, events, links, status, statusMessage);
    }

    private static ReceivedEvent Event(ReadOnlyMemory<byte> message)
    {
        var name = "";
        var attributes = new Dictionary<string, object?>();
        Read(message, (field, input) =>
        {
            switch (field)
            {
                case 2: name = input.ReadString(); break;
                case 3: KeyValue(input.Message(), attributes); break;
            }
        });
        return new ReceivedEvent(name, attributes);
    }

    private static ReceivedLink Link(ReadOnlyMemory<byte> message)
    {
        string trace = "", span = "";
        var attributes = new Dictionary<string, object?>();
        Read(message, (field, input) =>
        {
            switch (field)
            {
                case 1: trace = Hex(input); break;
                case 2: span = Hex(input); break;
                case 4: KeyValue(input.Message(), attributes); break;
            }
        });
        return new ReceivedLink(trace, span, attributes);
    }

    private static DateTimeOffset Time(ulong nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / 100));
}
