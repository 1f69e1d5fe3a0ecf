using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports;

namespace TracingReference.LoadTest.Tests.Overhead;

/// <summary>Quads whose truth is known.</summary>
internal static class MadeUp
{
    public const int Requests = 100;

    // What a quad is off by, in percent: symmetric, so that an effect of nothing is one.
    private static readonly double[] Noise = [-2, 2, -1, 1, -0.5, 0.5, -1.5, 1.5];

    public static Usage Usage(double cpu = 0, long allocated = 0, long resident = 0, long spans = 0, long spanBytes = 0, long telemetry = 0, double burnt = 0) =>
        new(cpu, allocated, resident, spans, spanBytes, telemetry, burnt) { GcPauseMicroseconds = cpu / 100 };

    public static Block Block(string arm, double latency, params (string Name, Usage Usage)[] services) => new(
        arm, DateTimeOffset.UnixEpoch, Requests, 0, new(Requests, latency, latency, 2 * latency, 3 * latency, 4 * latency, []),
        new Dictionary<string, Latency>(), services.ToDictionary(service => service.Name, service => service.Usage));

    /// <summary>As many quads as asked for, each of which adds an effect, give or take a little.</summary>
    /// <param name="count">How many.</param>
    /// <param name="effect">What B adds, relatively.</param>
    /// <param name="noise">How much a quad is off: 1 is up to 2%.</param>
    /// <param name="services">Their names; all behave alike.</param>
    public static List<QuadBlocks> Quads(int count, double effect, double noise = 1, params string[] services) =>
        [.. Enumerable.Range(0, count).Select(number => Quad(1 + effect + (noise * Noise[number % Noise.Length] / 100), services.Length == 0 ? ["shop"] : services))];

    public static Comparison Comparison(double lower, double upper, int quads = 8) => new(quads, (lower + upper) / 2, new(lower, upper), 0.5, (upper - lower) / 2);

    private static QuadBlocks Quad(double ratio, string[] services)
    {
        return new("ABBA", [Of("A", 1), Of("B", ratio), Of("B", ratio), Of("A", 1)]);

        Block Of(string arm, double factor) => Block(arm, 1_000 * factor, [.. services.Select(name => (name, Usage(10_000 * factor, 1_000_000, 50_000_000)))]);
    }
}
