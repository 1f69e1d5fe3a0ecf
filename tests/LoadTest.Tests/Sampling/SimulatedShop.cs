using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Sampling;
using TracingReference.LoadTest.Shop;

namespace TracingReference.LoadTest.Tests.Sampling;

/// <summary>A shop whose truth and traces are made up from a seed, and samplers that keep what they are told to.</summary>
internal sealed class SimulatedShop(int seed)
{
    private const double Share = 0.1;
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Random random = new(seed);

    /// <summary>Requests of a mix, as a part sends them.</summary>
    public IReadOnlyList<TruthEntry> Truth(IReadOnlyList<(Stratum Stratum, int OfHundred)> mix, int requests, int perSecond = 100)
    {
        var cycle = mix.SelectMany(each => Enumerable.Repeat(each.Stratum, each.OfHundred)).ToArray();
        return [.. Enumerable.Range(0, requests).Select(number => Entry(cycle[number * 37 % cycle.Length], Begin.AddSeconds((double)number / perSecond)))];
    }

    /// <summary>A whole trace of a request, from the table of shapes.</summary>
    public IReadOnlyList<KeptSpan> Trace(TruthEntry entry)
    {
        var ids = new Dictionary<string, string>();
        var slow = Kept.For(entry) == KeptBecause.Slow ? 1.2 : 0.05;
        return
        [
            .. TraceShape.Of(entry).Select((row, number) => new KeptSpan(
                row.Service, row.Name, ids[row.Id] = Hex(8), row.Parent is null ? null : ids[row.Parent], row.Kind,
                row.Id is "reserve" or "charge" && entry.IsError ? StatusCode.Error : StatusCode.Unset,
                entry.At.AddSeconds(number * 0.001), entry.At.AddSeconds((number * 0.001) + (row.Parent is null ? slow : 0.01)), null,
                row.Kind == SpanKind.Consumer ? entry.OrderId : null)),
        ];
    }

    /// <summary>What a head sampler keeps that is told this ratio.</summary>
    public Observation Head(IReadOnlyList<TruthEntry> truth, double ratio = Share)
    {
        var flagged = truth.Select(entry => entry with { IsSampled = Oracle.Head(entry.TraceId, ratio) }).ToArray();
        return Keep(flagged, entry => entry.IsSampled);
    }

    /// <summary>What production's tail sampler keeps.</summary>
    public Observation Tail(IReadOnlyList<TruthEntry> truth) => Keep(truth, entry => Kept.For(entry) is KeptBecause.Error or KeptBecause.Slow || Oracle.Tail(entry.TraceId, Share));

    /// <summary>What a head sampler keeps of orders whose consumers decide anew where they are handed nothing.</summary>
    public Observation Trapped(int orders)
    {
        var seen = Head(Truth(SamplingMix.Orders, orders));
        var kept = seen.Kept.ToDictionary();
        foreach (var entry in seen.Truth.Where(entry => !entry.IsSampled))
        {
            foreach (var consumer in Trace(entry).Where(span => span.OrderId is not null && NextDouble() < Share))
            {
                kept[Hex(16)] = [consumer with { ParentSpanId = null }];
            }
        }

        return seen with { Kept = kept };
    }

    /// <summary>What a sampler keeps that writes its probability, a quarter, into each span; it may keep another share than it says.</summary>
    public Observation Recording(IReadOnlyList<TruthEntry> truth, double kept = 0.25)
    {
        var seen = Keep(truth, entry => Oracle.Tail(entry.TraceId, kept));
        return seen with { Kept = seen.Kept.ToDictionary(trace => trace.Key, IReadOnlyList<KeptSpan> (trace) => [.. trace.Value.Select(span => span with { TraceState = "ot=th:c" })]) };
    }

    public Observation Keep(IReadOnlyList<TruthEntry> truth, Func<TruthEntry, bool> isKept) =>
        new(truth, truth.Where(isKept).ToDictionary(entry => entry.TraceId, Trace));

    public double NextDouble() => random.NextDouble();

    public string Hex(int bytes)
    {
        var id = new byte[bytes];
        random.NextBytes(id);
        return Convert.ToHexStringLower(id);
    }

    private TruthEntry Entry(Stratum stratum, DateTimeOffset at)
    {
        var (route, status, outcome) = stratum switch
        {
            _ when stratum == Strata.ListProducts => (ShopClient.ListProducts, 200, ""),
            _ when stratum == Strata.GetProduct => (ShopClient.GetProduct, 200, ""),
            _ when stratum == Strata.WrongPassword => (ShopClient.LogIn, 401, ""),
            _ when stratum == Strata.ErrorInLeaf => (ShopClient.PlaceOrder, 503, ""),
            _ when stratum == Strata.ErrorInConsumer || stratum == Strata.ErrorAfterDecision => (ShopClient.PlaceOrder, 202, "rejected"),
            _ => (ShopClient.PlaceOrder, 202, "paid"),
        };
        return new(Hex(16), route, status, stratum.Name, true, at, outcome.Length > 0 ? Hex(8) : null, outcome);
    }
}
