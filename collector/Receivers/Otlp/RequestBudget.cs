using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Receivers.Otlp;

/// <summary>
/// Bounds the memory of all requests that a receiver reads, unpacks or hands on at a time. What is counted is what has come,
/// not what was announced, so that nobody takes it all by a header alone. This collector's own: upstream has no such bound.
/// </summary>
internal sealed class RequestBudget(long capacity, ComponentContext context)
{
    private const long MinCapacity = 64 * 1024 * 1024;

    // A request in packed JSON is held three times: packed, unpacked and as protobuf.
    private const long RequestsOfFullSize = 4;
    private readonly long _capacity = capacity;
    private long _used;

    public static RequestBudget For(OtlpReceiverSettings settings, ComponentContext context) =>
        new(Math.Max(MinCapacity, RequestsOfFullSize * Math.Max(settings.Grpc?.MaxBytes ?? 0L, settings.Http?.MaxBytes ?? 0L)), context);

    public Share Open() => new(this);

    private ConsumeException Refuse()
    {
        // How many items were in it nobody knows.
        context.Metrics.Counter("receiver_refused_requests", MetricsLevel.Basic, ("receiver", context.Id.ToString())).Add(1);
        return new($"the receiver holds {_capacity} bytes of requests, as many as it may; try again later");
    }

    /// <summary>One request's part of it, given back with the request.</summary>
    public sealed class Share(RequestBudget budget) : IDisposable
    {
        private long _size;

        /// <exception cref="ConsumeException">There is no room now; the client may try again.</exception>
        public void Take(int bytes)
        {
            _size += bytes;
            if (Interlocked.Add(ref budget._used, bytes) > budget._capacity)
            {
                throw budget.Refuse();
            }
        }

        public void Dispose() => Interlocked.Add(ref budget._used, -_size);
    }
}
