using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Overhead;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Scenarios;

namespace TracingReference.LoadTest.Tests.Overhead;

/// <summary>Whatever can be loaded and read is loaded until hardly anything is compiled any more.</summary>
public sealed class WarmUpTests
{
    [Fact]
    public async Task Both_are_loaded_until_the_colder_one_is_warm()
    {
        var (a, b) = (new Simulated(0.2, 0.04, 0.01), new Simulated(0.3, 0.1, 0.05));
        Assert.Null(await RunAsync(a, b, TimeSpan.FromHours(1)));
        Assert.Equal((3, 3), (a.Rounds, b.Rounds));
    }

    [Fact]
    public async Task One_that_does_not_get_warm_in_time_is_told_of()
    {
        var (a, b) = (new Simulated(0.02), new Simulated(0.3));
        Assert.Equal(0.3, (await RunAsync(a, b, TimeSpan.Zero))!.Value, 9);
        Assert.Equal((1, 1), (a.Rounds, b.Rounds));
    }

    private static Task<double?> RunAsync(IWarmable a, IWarmable b, TimeSpan atMost) => new WarmUp(ShopScenarios.Mixed, atMost)
        .RunAsync(new Run(LoadTestOptions.Parse(["capacity"])!, MadeUpReports.Empty("capacity"), static _ => { }), a, b, CancellationToken.None);

    /// <summary>A system whose compiler takes these shares of the processor time of everything else, round by round.</summary>
    private sealed class Simulated(params double[] shares) : IWarmable
    {
        public int Rounds { get; private set; }

        public Task WarmUpAsync(ShopScenario scenario, LoadPhase load, CancellationToken cancellationToken)
        {
            Rounds++;
            return Task.CompletedTask;
        }

        public Task<IReadOnlyDictionary<string, Usage>> ReadAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyDictionary<string, Usage>>(
            new Dictionary<string, Usage> { ["shop"] = MadeUp.Usage(cpu: 1_000) with { JitMicroseconds = 1_000 * shares[Rounds - 1] }, ["idle"] = MadeUp.Usage() });
    }
}
