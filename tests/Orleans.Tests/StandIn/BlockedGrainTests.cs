using Orleans.Configuration;
using TracingReference.Orleans.Tests.Grains;

namespace TracingReference.Orleans.Tests.StandIn;

/// <summary>Where a grain blocks its thread, Orleans leaves all but the first of its callers waiting for as long as it does; the stand-in tells each in time.</summary>
public sealed class BlockedGrainTests
{
    [Fact]
    public async Task Those_who_wait_behind_a_grain_that_blocks_are_told_too()
    {
        await using var silo = await TestSilo.StartAsync(silo => silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromMilliseconds(500)));
        var grain = silo.Grains.GetGrain<IFailingGrain>("blocks");
        var gate = Gate.NewName();
        var running = grain.Block(gate);
        await Gate.At(gate).Reached;
        foreach (var call in Enumerable.Range(0, 10).Select(_ => (Task)grain.Hello()).Append(running).ToArray())
        {
            await Assert.ThrowsAsync<TimeoutException>(() => call.Patiently());
        }

        Gate.At(gate).Open();
    }
}
