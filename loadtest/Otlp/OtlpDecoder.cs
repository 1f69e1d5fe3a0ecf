using Google.Protobuf;
using static TracingReference.LoadTest.Otlp.ProtobufReader;

namespace TracingReference.LoadTest.Otlp;

/// <summary>Decodes OTLP 1.x export requests by field number, from the protocol's specification.</summary>
internal static class OtlpDecoder
{
    public static IReadOnlyList<ReceivedSpan> Spans(ReadOnlyMemory<byte> request)
    {
        var spans = new List<ReceivedSpan>();
        Signals(request, (resource, scope, span) => spans.Add(Span(resource, scope, span)));
        return spans;
    }

    public static IReadOnlyList<ReceivedMetric> Metrics(ReadOnlyMemory<byte> request)
    {
        var metrics = new List<ReceivedMetric>();
        Signals(request, (resource, scope, metric) => metrics.Add(Metric(resource, scope, metric)));
        return metrics;
    }

    public static IReadOnlyList<ReceivedLog> Logs(ReadOnlyMemory<byte> request)
    {
        var logs = new List<ReceivedLog>();
        Signals(request, (resource, scope, log) => logs.Add(Log(resource, scope, log)));
        return logs;
    }

    // Traces, metrics and logs share this shape: resource groups (1) of resource (1) and scope groups (2) of scope (1) and items (2).
    private static void Signals(
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

    private static ReceivedMetric Metric(IReadOnlyDictionary<string, object?> resource, string scope, ReadOnlyMemory<byte> message)
    {
        string name = "", unit = "", type = "";
        var points = new List<ReceivedPoint>();
        Read(message, (field, input) =>
        {
            switch (field)
            {
                case 1: name = input.ReadString(); break;
                case 3: unit = input.ReadString(); break;
                case 5 or 7 or 9 or 10:
                    type = field switch { 5 => "gauge", 7 => "sum", 9 => "histogram", _ => "exponential_histogram" };
                    var isHistogram = field >= 9;
                    Read(input.Message(), (inner, data) =>
                    {
                        if (inner == 1)
                        {
                            points.Add(Point(data.Message(), isHistogram));
                        }
                    });
                    break;
            }
        });
        return new ReceivedMetric(Service(resource), scope, name, unit, type, resource, points);
    }

    private static ReceivedPoint Point(ReadOnlyMemory<byte> message, bool isHistogram)
    {
        var attributes = new Dictionary<string, object?>();
        var exemplars = new List<string>();
        var bounds = new List<double>();
        var value = 0.0;
        Read(message, (field, input) =>
        {
            switch (isHistogram, field)
            {
                case (true, 9) or (false, 7): KeyValue(input.Message(), attributes); break;
                case (true, 8) or (false, 5): Exemplar(input.Message()); break;
                case (true, 4): value = input.ReadFixed64(); break;
                case (true, 7): Doubles(input.Message()); break;
                case (false, 4): value = input.ReadDouble(); break;
                case (false, 6): value = input.ReadSFixed64(); break;
            }
        });
        return new ReceivedPoint(attributes, value, exemplars, bounds);

        void Exemplar(ReadOnlyMemory<byte> exemplar) => Read(exemplar, (field, input) =>
        {
            if (field == 5)
            {
                exemplars.Add(Hex(input));
            }
        });

        void Doubles(ReadOnlyMemory<byte> packed)
        {
            using var input = new CodedInputStream(packed.ToArray());
            while (!input.IsAtEnd)
            {
                bounds.Add(input.ReadDouble());
            }
        }
    }

    private static ReceivedLog Log(IReadOnlyDictionary<string, object?> resource, string scope, ReadOnlyMemory<byte> message)
    {
        var body = "";
        string? trace = null, span = null;
        var attributes = new Dictionary<string, object?>();
        Read(message, (field, input) =>
        {
            switch (field)
            {
                case 5: body = AnyValue(input.Message())?.ToString() ?? ""; break;
                case 6: KeyValue(input.Message(), attributes); break;
                case 9: trace = Hex(input) is { Length: > 0 } id ? id : null; break;
                case 10: span = Hex(input) is { Length: > 0 } id2 ? id2 : null; break;
            }
        });
        return new ReceivedLog(Service(resource), scope, body, trace, span, attributes);
    }

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

    private static void KeyValue(ReadOnlyMemory<byte> message, Dictionary<string, object?> into)
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

    private static object? AnyValue(ReadOnlyMemory<byte> message)
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

    private static string Service(IReadOnlyDictionary<string, object?> resource) => resource.GetValueOrDefault("service.name") as string ?? "";

    private static string Hex(CodedInputStream input) => Convert.ToHexStringLower(input.ReadBytes().Span);

    private static DateTimeOffset Time(ulong nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / 100));
}
