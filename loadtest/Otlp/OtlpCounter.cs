using System.Text;

namespace TracingReference.LoadTest.Otlp;

/// <summary>
/// A back end that keeps nothing (OpenTelemetry's performance benchmark specification calls it a drop receiver): it counts, by
/// <c>service.name</c>, spans and bytes, and remembers what the SDKs themselves count (meter <c>otel.sdk.experimental</c>).
/// It runs beside the load generator, so it only walks over the bytes. Any thread may export and read.
/// </summary>
internal sealed class OtlpCounter : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, TelemetryCount> counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SdkSpanCount> sdks = new(StringComparer.Ordinal);
    private OtlpServer? server;

    private OtlpCounter()
    {
    }

    /// <summary>Raised with each export once it is counted; nobody listens while something is measured.</summary>
    public event Action<OtlpExport>? Counted;

    /// <summary>Where to export to.</summary>
    public Uri Endpoint => new(server!.Endpoint);

    public static async Task<OtlpCounter> StartAsync()
    {
        var counter = new OtlpCounter();
        counter.server = await OtlpServer.StartAsync(counter.Count).ConfigureAwait(false);
        return counter;
    }

    /// <summary>The counts of this moment, by service.</summary>
    public IReadOnlyDictionary<string, TelemetryCount> Read()
    {
        lock (gate)
        {
            return new Dictionary<string, TelemetryCount>(counts, StringComparer.Ordinal);
        }
    }

    public ValueTask DisposeAsync() => server!.DisposeAsync();

    // Traces, metrics and logs share the shape: resource groups (1) of resource (1) and scope groups (2).
    private void Count(OtlpExport export)
    {
        var message = export.Message.Span;
        var (groupBytes, bytesLeft) = (0L, (long)export.WireBytes);
        for (var groups = new WireFields(message); groups.Next();)
        {
            groupBytes += groups.Field == 1 ? groups.Bytes.Length : 0;
        }

        lock (gate)
        {
            for (var groups = new WireFields(message); groups.Next();)
            {
                if (groups.Field == 1)
                {
                    // A collector sends several services in one request: each is given its share, and together they are the whole.
                    var share = groupBytes == 0 ? 0 : bytesLeft * groups.Bytes.Length / groupBytes;
                    groupBytes -= groups.Bytes.Length;
                    bytesLeft -= share;
                    CountGroup(export.Signal, groups.Bytes, share);
                }
            }
        }

        Counted?.Invoke(export);
    }

    private void CountGroup(OtlpSignal signal, ReadOnlySpan<byte> group, long bytes)
    {
        var resource = WireFields.Find(group, 1);
        var service = Attribute(resource, "service.name"u8) ?? "";
        var count = counts.GetValueOrDefault(service, TelemetryCount.None);
        count = count with { AllBytes = count.AllBytes + bytes, SpanBytes = count.SpanBytes + (signal == OtlpSignal.Traces ? bytes : 0) };
        for (var fields = new WireFields(group); fields.Next();)
        {
            if (fields.Field == 2)
            {
                count = signal switch
                {
                    OtlpSignal.Traces => count with { Spans = count.Spans + Items(fields.Bytes) },
                    OtlpSignal.Metrics when Scope(fields.Bytes).SequenceEqual("otel.sdk.experimental"u8) => Sdk(service, resource, fields.Bytes, count),
                    _ => count,
                };
            }
        }

        counts[service] = count;
    }

    private static int Items(ReadOnlySpan<byte> scopeGroup)
    {
        var items = 0;
        for (var fields = new WireFields(scopeGroup); fields.Next();)
        {
            items += fields.Field == 2 ? 1 : 0;
        }

        return items;
    }

    private static ReadOnlySpan<byte> Scope(ReadOnlySpan<byte> scopeGroup) => WireFields.Find(WireFields.Find(scopeGroup, 1), 1);

    // ScopeMetrics.metrics (2), each of name (1) and sum (7) of points (1).
    private TelemetryCount Sdk(string service, ReadOnlySpan<byte> resource, ReadOnlySpan<byte> scopeGroup, TelemetryCount count)
    {
        for (var metrics = new WireFields(scopeGroup); metrics.Next();)
        {
            if (metrics.Field != 2 || !WireFields.Find(metrics.Bytes, 1).SequenceEqual(SdkSpanCount.Name))
            {
                continue;
            }

            if (!sdks.TryGetValue(service, out var sdk))
            {
                sdks[service] = sdk = new();
            }

            for (var points = new WireFields(WireFields.Find(metrics.Bytes, 7)); points.Next();)
            {
                if (points.Field == 1)
                {
                    sdk.Add(resource, points.Bytes);
                }
            }

            count = count with { Processed = sdk.Processed, Dropped = sdk.Dropped };
        }

        return count;
    }

    // The text of a resource's attribute (1): KeyValue of key (1) and value (2), whose string is 1.
    private static string? Attribute(ReadOnlySpan<byte> resource, ReadOnlySpan<byte> key)
    {
        for (var fields = new WireFields(resource); fields.Next();)
        {
            if (fields.Field == 1 && WireFields.Find(fields.Bytes, 1).SequenceEqual(key))
            {
                return Encoding.UTF8.GetString(WireFields.Find(WireFields.Find(fields.Bytes, 2), 1));
            }
        }

        return null;
    }
}
