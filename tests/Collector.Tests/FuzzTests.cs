using System.Globalization;
using TracingReference.Collector.Fuzz;

namespace TracingReference.Collector.Tests;

/// <summary>The readers of what others have written, on broken input: 60 s in CI, 10 s else, longer by hand with Collector.Fuzz.</summary>
public sealed class FuzzTests
{
    private const int Seed = 20261121;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(double.Parse(
        Environment.GetEnvironmentVariable("TRACING_FUZZ_SECONDS") ?? (Environment.GetEnvironmentVariable("CI") == "true" ? "60" : "10"), CultureInfo.InvariantCulture));

    [Fact]
    public async Task BrokenInputIsRefusedAndNothingElse()
    {
        // All at a time, beside the other tests.
        var failures = await Task.WhenAll(FuzzTargets.All.Select(target => Task.Factory.StartNew(
            () => new Fuzzer(target, Seed).Run(Duration), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.Empty(failures.OfType<string>());
    }

    [Fact]
    public void EverySeedIsGood() => Assert.All(FuzzTargets.All, target =>
    {
        Assert.NotEmpty(target.Seeds);
        Assert.All(target.Seeds, seed => Assert.True(target.Read(seed)));
    });
}
