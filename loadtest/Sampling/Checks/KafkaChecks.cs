using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Sampling.Checks;

/// <summary>Whether an order's two halves, before and behind Kafka, share one fate.</summary>
internal static class KafkaChecks
{
    /// <summary>The span of the payment service that takes an order from Kafka.</summary>
    public const string Order = "process orders";

    /// <summary>The span of the order service that takes its payment from Kafka.</summary>
    public const string Payment = "process payments";

    /// <param name="seen">Truth and what arrived.</param>
    /// <param name="isTrap">Whether torn orders are what is to be shown.</param>
    public static SamplingCheck Of(Observation seen, bool isTrap)
    {
        var consumed = Consumed(seen);
        var orders = seen.Truth.Where(entry => entry.Outcome is "paid" or "rejected" or "failed").ToArray();
        var torn = orders
            .Where(entry => seen.IsKept(entry) != consumed.Contains((entry.OrderId!, Order)) || seen.IsKept(entry) != consumed.Contains((entry.OrderId!, Payment)))
            .Select(entry => entry.TraceId)
            .ToArray();
        if (!isTrap)
        {
            return Claim.Every("kafka-whole", "", orders.Length, torn, "orders are kept or not as one, before and behind Kafka") with { IsLoss = true };
        }

        var share = orders.Length == 0 ? 0 : (double)torn.Length / orders.Length;
        return Claim.Figure(
            "kafka-torn", "", orders.Length, share, orders.Length == 0 ? new(0, 1) : new BinomialProportion(torn.Length, orders.Length).ClopperPearson(Claim.Confidence), Torn(0.1),
            Claim.Text($"{torn.Length} of {orders.Length} orders are torn where messages of unsampled traces carry no context; {Torn(0.1):P0} is expected."), torn);
    }

    /// <summary>What arrived of work behind Kafka: by the order's id, for a torn half has a trace id of its own.</summary>
    public static HashSet<(string OrderId, string Span)> Consumed(Observation seen) =>
        [.. seen.Kept.Values.SelectMany(spans => spans).Where(span => span is { Kind: SpanKind.Consumer, OrderId: not null }).Select(span => (span.OrderId!, span.Name))];

    /// <summary>The probability that an order is torn where each consumer decides anew: its trace is not kept, but one of two deliveries is.</summary>
    /// <param name="ratio">The head's.</param>
    public static double Torn(double ratio) => (1 - ratio) * (1 - ((1 - ratio) * (1 - ratio)));
}
