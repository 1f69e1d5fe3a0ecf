using System.Text.Json;

namespace TracingReference.Collector.Tests.TailSampling;

/// <summary>Requests at given seconds: late spans, caches, eviction, root wait, limits. Spans and own metrics are the real collector's.</summary>
public sealed class GoldenTimedTests
{
    private const string MetricPrefix = "otelcol_";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static TheoryData<string> Names => [.. GoldenFile.Lines("timed.jsonl").Select(line => line.GetProperty("case").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Does_what_the_real_one_does(string name)
    {
        var golden = GoldenFile.Lines("timed.jsonl").First(line => line.GetProperty("case").GetString() == name);
        var harness = new SamplingHarness(golden.GetProperty("tail_sampling").GetRawText());
        var sent = new List<Task>();
        var now = 0.0;
        foreach (var step in golden.GetProperty("steps").EnumerateArray())
        {
            var at = step.GetProperty("at").GetDouble();
            harness.Advance(at - now);
            now = at;
            sent.Add(harness.SendAsync(step.GetProperty("request").GetRawText()));
        }

        // Long enough for every wait but the one of a minute, which the stop ends.
        for (var second = 0; second < 10; second++)
        {
            AdvancePastTick(harness, sent);
        }

        await Task.WhenAll(sent).WaitAsync(Patience);
        foreach (var metric in golden.GetProperty("metrics").EnumerateObject())
        {
            Assert.Equal((metric.Name, metric.Value.GetDouble()), (metric.Name, harness.Metric(metric.Name[MetricPrefix.Length..])));
        }

        await harness.StopAsync();
        var spans = golden.GetProperty("spans");
        if (spans.ValueKind == JsonValueKind.Number)
        {
            Assert.Equal(spans.GetInt32(), harness.Kept.Spans.Count);
        }
        else
        {
            Assert.Equal(spans.EnumerateArray().Select(span => span.GetString()!), harness.Names);
        }
    }

    // A sender that waits for room goes on by itself: it is through, or waits for the next tick.
    private static void AdvancePastTick(SamplingHarness harness, List<Task> sent)
    {
        var isWaiting = sent.Exists(task => !task.IsCompleted);
        var timers = harness.Time.CreatedTimers;
        harness.Advance(1);
        Assert.True(!isWaiting || SpinWait.SpinUntil(() => sent.TrueForAll(task => task.IsCompleted) || harness.Time.CreatedTimers > timers, Patience));
    }
}
