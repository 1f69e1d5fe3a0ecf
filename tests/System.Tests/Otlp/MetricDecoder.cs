using Google.Protobuf;
using TracingReference.LoadTest.Otlp;
using static TracingReference.LoadTest.Otlp.OtlpReader;
using static TracingReference.LoadTest.Otlp.ProtobufReader;

namespace TracingReference.SystemTests.Otlp;

/// <summary>Decodes export requests of metrics by field number, from the specification of OTLP 1.x.</summary>
internal static class MetricDecoder
{
    public static IReadOnlyList<ReceivedMetric> Metrics(ReadOnlyMemory<byte> request)
    {
        var metrics = new List<ReceivedMetric>();
        Items(request, (resource, scope, metric) => metrics.Add(Metric(resource, scope, metric)));
        return metrics;
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
}
