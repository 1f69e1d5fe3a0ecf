using System.Collections.Concurrent;
using TracingReference.LoadTest.Comparing;

namespace TracingReference.LoadTest.Tests;

/// <summary>A pair of arms whose truth is known, compared again and again: each seed is a run of its own.</summary>
/// <param name="Quads">How many quads a run has.</param>
/// <param name="Effect">What the second arm adds; 0.05 is 5%.</param>
/// <param name="IsControl">Whether it is a control, whose noise is another one than that of any arm in the same run.</param>
internal sealed record SimulatedRun(int Quads, double Effect, bool IsControl = false)
{
    public const int Seeds = 1_000;

    private static readonly ConcurrentDictionary<SimulatedRun, Lazy<Comparison[]>> Runs = new();

    /// <summary>How many quads are simulated: those of the profiles quick and ci, which have 11 to 35.</summary>
    public static readonly int[] AllQuads = [12, 18, 22, 35];

    public static SimulatedRun Control(int quads) => new(quads, 0, IsControl: true);

    /// <summary>The deviation of a quad's log ratio: machines of two cores showed 4 to 6%.</summary>
    public double Noise => (Array.IndexOf(AllQuads, Quads) % 3) switch { 0 => 0.05, 1 => 0.06, _ => 0.04 };

    /// <summary>What each seed's run came to. It is simulated once, whoever asks.</summary>
    public Comparison[] Comparisons => Runs.GetOrAdd(
        this, _ => new Lazy<Comparison[]>(() => [.. ParallelEnumerable.Range(0, Seeds).AsOrdered().Select(Compare)])).Value;

    // So that no two runs have noise in common, the seed holds all that tells them apart.
    private Comparison Compare(int seed)
    {
        var random = new Random((((((Quads * 1_000) + (int)(Effect * 1_000)) * 2) + (IsControl ? 1 : 0)) * Seeds) + seed);
        return Comparison.Relative([.. Enumerable.Range(0, Quads).Select(_ => new Quad((Block(0), Block(0)), (Block(Effect), Block(Effect))))]);

        // Four blocks, each with this noise, give a quad with the same.
        double Block(double added) => 100 * (1 + added) * Math.Exp(Noise * Gauss(random));
    }

    private static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
