using TracingReference.LoadTest.Otlp;
using static TracingReference.LoadTest.Otlp.OtlpReader;
using static TracingReference.LoadTest.Otlp.ProtobufReader;

namespace TracingReference.SystemTests.Otlp;

/// <summary>Decodes export requests of logs by field number, from the specification of OTLP 1.x.</summary>
internal static class LogDecoder
{
    public static IReadOnlyList<ReceivedLog> Logs(ReadOnlyMemory<byte> request)
    {
        var logs = new List<ReceivedLog>();
        Items(request, (resource, scope, log) => logs.Add(Log(resource, scope, log)));
        return logs;
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
}
