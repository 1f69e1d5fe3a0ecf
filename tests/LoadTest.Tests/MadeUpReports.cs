using System.Collections.Concurrent;
using TracingReference.LoadTest.Budgets;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Sampling;
using TracingReference.LoadTest.Tests.Sampling;

namespace TracingReference.LoadTest.Tests;

/// <summary>Reports of runs that never were, with every section and figures that follow from their own blocks.</summary>
internal static class MadeUpReports
{
    public static readonly string[] Services = ["gateway", "identity", "catalog", "order", "payment", "card-provider"];

    // Hundreds of bootstraps are made once; nobody changes a section.
    private static readonly ConcurrentDictionary<(double Effect, int Seed), Lazy<OverheadSection>> Sections = new();

    public static Report Empty(string command) => new()
    {
        Version = Report.CurrentVersion,
        Command = command,
        Profile = "quick",
        Packages = "embedded",
        LoadGenerator = "NBomber 6.6.0",
        Commit = "0123456789abcdef0123456789abcdef01234567",
        Machine = new("Made-up CPU @ 2.00GHz", 2, 8L << 30, "Linux 6.1", ".NET 10.0", 0.25),
        Seed = 7,
        Begun = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero),
        Seconds = 225.5,
        IsComplete = true,
    };

    public static Report Overhead(double effect = 0.04, int seed = 1)
    {
        var report = Empty("overhead");
        report.Overhead = Sections.GetOrAdd((effect, seed), _ => new(() => Section(effect, new Random(seed)))).Value;
        var judged = report.Overhead.Pairs[1].Differences.First(difference => difference is { Measure: "cpu-per-request", Service: "all" }).Relative!;
        report.Budgets.Add(Result("cpu-head10", Verdict.Inconclusive, true, 0.05, judged.Estimate, judged.Interval.Lower, judged.Interval.Upper, "") with
        {
            Budget = new("cpu-head10", "overhead", "cpu-per-request", "head10", "all", BudgetScale.Relative, 0.05, null, true, "Cheap enough to leave on."),
        });
        report.Budgets.Add(Result("memory-head10", Verdict.Pass, true, 104857600, 31e6, 28e6, 35e6, "bytes") with { Service = "gateway" });
        report.Budgets.Add(Result("wire-head10", Verdict.Fail, true, 1024, 1180, 1150, 1210, "bytes"));
        report.Budgets.Add(Result("latency-head10", Verdict.NotJudged, false, 1000, null, null, null, "us"));
        return report;
    }

    public static Report Sampling()
    {
        var report = Empty("sampling");
        report.Sampling = new()
        {
            Parts =
            {
                SimulatedParts.Head(3_000, plant: PlantedLoss.TornTraces), SimulatedParts.Trap(210), SimulatedParts.Tail(1_500, plant: PlantedLoss.LostErrors), SimulatedParts.Adaptive(3_000),
            },
        };
        report.Budgets.AddRange(SamplingBudgets.Judge(BudgetFile.Read(BudgetFile.Default), report.Sampling));
        return report;
    }

    public static Report Capacity()
    {
        var report = Empty("capacity");
        report.Capacity = new("mixed", 3, 0.99, 500_000, 0.98)
        {
            Steps = [.. new[] { ("off", 620), ("head100", 480) }.SelectMany(arm => new[] { 50, 75, 113, 170, 255, 383, 575, 479, 527 }.Select(rate =>
                new CapacityStep("head100", arm.Item1, 1, rate, new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero), rate * 3, 0, 4_000 + rate, rate <= arm.Item2 ? 9_000 + (rate * 80) : 2_100_000, rate <= arm.Item2)))],
            Searches = [new("head100", "off", 1, 575, null, false), new("head100", "head100", 1, 479, 503, true)],
            Arms = [new("off", 1, 575, 575, 575, 1), new("head100", 1, 479, 479, 479, 479 / 575.0)],
        };
        return report;
    }

    public static Report Soak()
    {
        var report = Empty("soak");
        var random = new Random(3);
        report.Soak = new("soak", "head100", 60, 300, 5, 75)
        {
            Points = [.. Enumerable.Range(1, 60).Select(i => new SoakPoint(
                i * 5, 300, i == 40 ? 2 : 0, 4_000 + random.Next(300), 9_000 + random.Next(900), 30_000 + random.Next(20_000),
                Services.Append("collector").Select((name, s) => (name, s)).ToDictionary(
                    each => each.name, each => new SoakUsage((long)((90 + (each.s * 14) + (10 * (1 - Math.Exp(-i / 8.0))) + random.NextDouble()) * 1048576), 40_000_000 + (each.s * 1000), 400_000 + (each.s * 60_000)))))],
            Growth = [.. Services.Select((name, i) => new MemoryGrowth(name, 12, (i - 2) * 3e6, new((i - 4) * 3e6, i * 3e6)))],
            Failures = { ["POST /orders: 503"] = 2 },
            OrdersRead = 100,
            OrdersPending = 0,
            SpansDropped = 0,
        };
        return report;
    }

    public static BudgetResult Result(string name, Verdict verdict, bool gates, double limit = 1, double? estimate = 0.5, double? lower = 0.4, double? upper = 0.6, string unit = "") =>
        new(name, verdict, gates, limit, estimate, lower, upper, unit, "Eight quads against off.");

    private static OverheadSection Section(double effect, Random random) => new("mixed", 60, 5)
    {
        Pairs = [Pair("off", "off", 0, random), Pair("off", "head10", effect, random), Pair("off", "head100", effect * 2.5, random), Pair("off", "tail", effect * 3, random)],
    };

    private static Pair Pair(string a, string b, double effect, Random random)
    {
        var pair = new Pair(a, b, a == b);
        for (var i = 0; i < 8; i++)
        {
            var order = i % 2 == 0 ? "ABBA" : "BAAB";
            pair.Quads.Add(new(order, [.. order.Select(arm => Block(arm, arm == 'B' ? effect : 0, random))]));
        }

        pair.Differences.Add(Of(pair, "cpu-per-request", "us", "all", block => block.Services.Where(service => service.Key != "collector").Sum(service => service.Value.CpuMicroseconds) / block.Requests));
        pair.Differences.Add(Of(pair, "allocated-per-request", "bytes", "all", block => block.Services.Values.Sum(usage => usage.AllocatedBytes) / (double)block.Requests));
        pair.Differences.Add(Of(pair, "latency-p99", "us", "all", block => block.Latency.P99));
        pair.Differences.AddRange(Services.Select(service => Of(pair, "resident-memory", "bytes", service, block => block.Services[service].ResidentBytes)));
        pair.Accounts.Add(new(a, "gateway", null, 0, 0));
        pair.Accounts.Add(new(b, "gateway", 12_345, 0, 12_345));
        if (!pair.IsControl)
        {
            var id = $"{random.NextInt64():x16}{random.NextInt64():x16}";
            pair.Exemplars.Add(new(
                id, null, $"{b}, after the last quad: GET /catalog/products, the slowest of 150 requests, 12.0 ms",
                [
                    new("00f067aa0ba902b7", null, "gateway", "GET /catalog/products", SpanKind.Server, 0, 12_000, StatusCode.Unset),
                    new("00f067aa0ba902b8", "00f067aa0ba902b7", "catalog", "GET /products", SpanKind.Server, 1_000, 9_000, StatusCode.Unset),
                ],
                0));
        }

        return pair;
    }

    private static Block Block(char arm, double effect, Random random)
    {
        var scale = (1 + effect) * (1 + (0.04 * (random.NextDouble() - 0.5)));
        double[] latencies = [.. Enumerable.Range(0, 300).Select(_ => 3_000 * scale * Math.Exp(random.NextDouble() * 2)).Order()];
        var latency = new Latency(300, latencies.Average(), latencies[149], latencies[269], latencies[296], latencies[299], [.. Enumerable.Range(0, 60).Select(i => new[] { latencies[(i * 5) + 4], (i * 5) + 5 })]);
        return new(
            arm.ToString(), new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero), 300, 0, latency, new Dictionary<string, Latency> { ["GET /catalog/products"] = latency },
            Services.Select((name, i) => (name, i)).ToDictionary(
                each => each.name, each => new Usage(300 * 400 * (each.i + 1) * scale, (long)(300 * 20_000 * scale), (long)((100 + each.i) * 1e6 * scale), 900, 280_000, 310_000, 0)));
    }

    private static Difference Of(Pair pair, string measure, string unit, string service, Func<Block, double> value)
    {
        Quad[] quads = [.. pair.Quads.Select(quad =>
        {
            var (a, b) = (Values(quad, "A"), Values(quad, "B"));
            return new Quad((a[0], a[1]), (b[0], b[1]));
        })];
        return new(measure, service, unit, Median("A"), Median("B"), Comparison.Relative(quads), Comparison.Absolute(quads));

        double[] Values(QuadBlocks quad, string arm) => [.. quad.Blocks.Where(block => block.Arm == arm).Select(value)];

        double Median(string arm) => Statistics.Quantiles.Median(pair.Quads.SelectMany(quad => Values(quad, arm)));
    }
}
