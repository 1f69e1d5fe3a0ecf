using TracingReference.LoadTest.Otlp;
using TracingReference.SystemTests.Otlp;

namespace TracingReference.SystemTests.Shop;

/// <summary>Receives OTLP over gRPC and keeps what came; the tests' own eye on what the system says.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<ReceivedSpan> spans = [];
    private readonly Dictionary<string, List<ReceivedSpan>> traces = [];
    private readonly List<ReceivedMetric> metrics = [];
    private readonly List<ReceivedLog> logs = [];
    private OtlpServer? server;
    private readonly ArrivalSignal arrivals = new();

    private OtlpReceiver()
    {
    }

    /// <summary>Raised with each export request as it came, in protobuf, before it is decoded.</summary>
    public event Action<ReadOnlyMemory<byte>>? Exported;

    /// <summary>Where to export to.</summary>
    public string Endpoint => server!.Endpoint;

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        receiver.server = await OtlpServer.StartAsync(receiver.Receive).ConfigureAwait(false);
        return receiver;
    }

    public IReadOnlyList<ReceivedSpan> Spans() => Copy(spans);

    public IReadOnlyList<ReceivedMetric> Metrics() => Copy(metrics);

    public IReadOnlyList<ReceivedLog> Logs() => Copy(logs);

    /// <summary>The spans of one trace that have come so far.</summary>
    public IReadOnlyList<ReceivedSpan> Trace(string traceId)
    {
        lock (gate)
        {
            return traces.TryGetValue(traceId, out var trace) ? trace.ToArray() : [];
        }
    }

    /// <summary>The spans of one trace and of the traces that link to it, directly or not.</summary>
    public IReadOnlyList<ReceivedSpan> LinkedTraces(string traceId)
    {
        var family = new HashSet<string> { traceId };
        var roots = Spans().Where(span => span.Links.Count > 0).ToArray();
        while (roots.FirstOrDefault(root => !family.Contains(root.TraceId) && root.Links.Any(link => family.Contains(link.TraceId))) is { } next)
        {
            family.Add(next.TraceId);
        }

        return family.SelectMany(Trace).ToArray();
    }

    /// <summary>Waits until <paramref name="condition"/> holds, looking again whenever something arrives.</summary>
    /// <returns>Whether it held in time.</returns>
    public Task<bool> WaitAsync(Func<bool> condition, TimeSpan timeout) => arrivals.WaitAsync(condition, timeout, CancellationToken.None);

    public ValueTask DisposeAsync() => server!.DisposeAsync();

    private void Receive(OtlpExport export)
    {
        Exported?.Invoke(export.Message);
        switch (export.Signal)
        {
            case OtlpSignal.Traces: Add(spans, OtlpDecoder.Spans(export.Message), Index); break;
            case OtlpSignal.Metrics: Add(metrics, MetricDecoder.Metrics(export.Message)); break;
            case OtlpSignal.Logs: Add(logs, LogDecoder.Logs(export.Message)); break;
        }
    }

    private void Index(IReadOnlyList<ReceivedSpan> received)
    {
        foreach (var span in received)
        {
            if (!traces.TryGetValue(span.TraceId, out var trace))
            {
                traces[span.TraceId] = trace = [];
            }

            trace.Add(span);
        }
    }

    private void Add<T>(List<T> list, IReadOnlyList<T> items, Action<IReadOnlyList<T>>? index = null)
    {
        lock (gate)
        {
            list.AddRange(items);
            index?.Invoke(items);
        }

        arrivals.Raise();
    }

    private IReadOnlyList<T> Copy<T>(List<T> list)
    {
        lock (gate)
        {
            return list.ToArray();
        }
    }
}
