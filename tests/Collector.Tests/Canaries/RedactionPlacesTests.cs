using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Telemetry;
using TracingReference.Collector.Tests.Processors;
using TracingReference.Tests.Support;

namespace TracingReference.Collector.Tests.Canaries;

/// <summary>Which places the processors of collector/config reach, without and with what upstream does not have, and that docs/redaction.md says so.</summary>
public sealed class RedactionPlacesTests
{
    [Fact]
    public async Task TheDocumentNamesWhatTheRealCollectorLetsThrough()
    {
        var (places, passed) = await PassAsync("collector.yaml");
        var attributes = places.Where(place => KindOf(place) is not null).Select(place => place[..^(KindOf(place)!.Length + 1)]).Distinct();
        string[] expected =
        [
            $"| attributes of | {string.Join(" | ", PlacedCanaries.Kinds)} |",
            .. attributes.Select(owner => $"| {owner} | {string.Join(" | ", PlacedCanaries.Kinds.Select(kind => Fate($"{owner} {kind}")))} |").Order(StringComparer.Ordinal),
            .. places.Where(place => KindOf(place) is null).Distinct().Select(place => $"| {place} | {Fate(place)} |").Order(StringComparer.Ordinal),
        ];
        var written = File.ReadLines(Path.Combine(Repository.Root, "docs", "redaction.md")).Where(line => line.StartsWith('|') && !line.StartsWith("|-", StringComparison.Ordinal) && line != "| text | |");
        Assert.Equal(expected, written);

        string Fate(string place) => passed.Contains(place) ? "passes" : "masked";
    }

    [Theory]
    [InlineData]
    [InlineData("production.yaml", "staging.yaml")]
    [InlineData("production.yaml")]
    [InlineData("adaptive.yaml")]
    public async Task NothingLeavesTheEmbeddedOne(params string[] more) =>
        Assert.Empty((await PassAsync(["collector.yaml", .. more, "embedded.yaml"])).Passed);

    private static string? KindOf(string place) =>
        PlacedCanaries.Kinds.Where(kind => place.EndsWith($" {kind}", StringComparison.Ordinal)).MaxBy(kind => kind.Length);

    // Through the processors that the pipelines of these files name, but for those that look at no text.
    private static async Task<(IReadOnlyList<string> Places, HashSet<string> Passed)> PassAsync(params string[] files)
    {
        var findings = new ConfigFindings();
        var config = new ConfigLoader(Components.Configurable).Load(
            ConfigSource.Load([.. files.Select(file => Path.Combine(Repository.Root, "collector", "config", file))], [], _ => null), findings);
        findings.ThrowIfErrors();
        // Of a header only the key tells that it is a secret.
        var canaries = new PlacedCanaries(
            (place, number) => place.EndsWith("header", StringComparison.Ordinal) ? $"ann{number}x" : $"of ann{number}x@example.com", "http.request.header.authorization");
        var passed = new HashSet<string>();
        foreach (var (signal, pipeline) in new[] { (Signal.Traces, "traces/in"), (Signal.Metrics, "metrics"), (Signal.Logs, "logs") })
        {
            var last = new RecordingConsumer();
            IConsumer next = last;
            foreach (var id in config.Pipelines.Single(one => one.Name == pipeline).Processors.Reverse().Where(id => id is not ("memory_limiter" or "batch")))
            {
                var component = config.Processors[id];
                next = ((ProcessorFactory)component.Factory).Create(component.Settings,
                    new(component.Id, signal, NullLoggerFactory.Instance, new OwnMetrics(MetricsLevel.Normal), TimeProvider.System, _ => null), next);
            }

            await next.ConsumeAsync(Batch.Read(signal, Payload.Copy(canaries.Request(signal))), Patience.Timeout);
            using var writer = new WireWriter();
            last.Batches.Single().Write(writer);
            var text = Encoding.UTF8.GetString(writer.Written);
            passed.UnionWith(canaries.Places.Where((_, place) => text.Contains($"ann{place}x", StringComparison.Ordinal)));
        }

        return (canaries.Places, passed);
    }
}
