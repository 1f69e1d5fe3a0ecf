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

    /// <summary>
    /// That no order is torn. A loss explains one whose trace is to be kept and came in part: a half that arrives alone still names
    /// the order's own trace. One behind Kafka under another trace id was begun anew, and one that nothing is to keep was decided wrong.
    /// </summary>
    /// <param name="seen">Truth and what arrived.</param>
    /// <param name="isToBeKept">Whether there is a reason to keep a request's trace.</param>
    public static SamplingCheck Whole(Observation seen, Func<TruthEntry, bool> isToBeKept)
    {
        var (orders, torn) = Settled(seen);
        return Claim.Every("kafka-whole", "", orders.Length, Ids(torn), "orders are kept or not as one, before and behind Kafka") with
        {
            IsLoss = torn.All(entry => seen.IsKept(entry) && isToBeKept(entry)),
        };
    }

    /// <summary>How many orders are torn, where that is to be shown.</summary>
    /// <param name="seen">Truth and what arrived.</param>
    public static SamplingCheck Trap(Observation seen)
    {
        var (orders, torn) = Settled(seen);
        var share = orders.Length == 0 ? 0 : (double)torn.Length / orders.Length;
        return Claim.Figure(
            "kafka-torn", "", orders.Length, share, orders.Length == 0 ? new(0, 1) : new BinomialProportion(torn.Length, orders.Length).ClopperPearson(Claim.Confidence), Torn(0.1),
            Claim.Text($"{torn.Length} of {orders.Length} orders are torn where messages of unsampled traces carry no context; {Torn(0.1):P0} is expected."), Ids(torn));
    }

    /// <summary>What arrived of work behind Kafka: by the order's id, for a torn half has a trace id of its own.</summary>
    public static HashSet<(string OrderId, string Span)> Consumed(Observation seen) =>
        [.. seen.Kept.Values.SelectMany(spans => spans).Where(span => span is { Kind: SpanKind.Consumer, OrderId: not null }).Select(span => (span.OrderId!, span.Name))];

    /// <summary>The probability that an order is torn where each consumer decides anew: its trace is not kept, but one of two deliveries is.</summary>
    /// <param name="ratio">The head's.</param>
    public static double Torn(double ratio) => (1 - ratio) * (1 - ((1 - ratio) * (1 - ratio)));

    // Orders that came to their end, and those of them of which not both deliveries arrived where the trace did, or one where it did not.
    private static (TruthEntry[] Orders, TruthEntry[] Torn) Settled(Observation seen)
    {
        var consumed = Consumed(seen);
        TruthEntry[] orders = [.. seen.Truth.Where(entry => entry.Outcome is "paid" or "rejected" or "failed")];
        return (orders, [.. orders.Where(entry => seen.IsKept(entry) != consumed.Contains((entry.OrderId!, Order)) || seen.IsKept(entry) != consumed.Contains((entry.OrderId!, Payment)))]);
    }

    private static string[] Ids(TruthEntry[] entries) => [.. entries.Select(entry => entry.TraceId)];
}
