using System.Collections.Concurrent;
using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.CSharp;
using NBomber.Data;

namespace TracingReference.NBomber.Tests;

/// <summary>Load is made and measured as the scenarios say.</summary>
public sealed class ScenarioTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public void An_open_load_begins_as_many_as_are_due_however_slow_they_are()
    {
        // None ends before the last has begun: an open load does not wait for those under way.
        var begun = 0;
        var allBegun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stats = Run(Scenario.Create("open", async context =>
        {
            if (Interlocked.Increment(ref begun) == 50)
            {
                allBegun.SetResult();
            }

            await allBegun.Task.WaitAsync(Patience, context.ScenarioCancellationToken);
            return Response.Ok();
        }).WithoutWarmUp().WithLoadSimulations(Simulation.Inject(100, Second, Short)));
        Assert.Equal((50, 50), (stats.Ok.Request.Count, begun));
    }

    [Fact]
    public void Latency_counts_from_when_an_iteration_was_due()
    {
        // Whoever holds the door for a while delays those behind it: a closed model would not see that.
        using var door = new SemaphoreSlim(1);
        var stats = Run(Scenario.Create("queue", async context =>
        {
            await door.WaitAsync();
            await Task.Delay(context.InvocationNumber == 1 ? 400 : 0);
            door.Release();
            return Response.Ok();
        }).WithoutWarmUp().WithLoadSimulations(Simulation.Inject(100, Second, Short)));
        Assert.True(stats.Ok.Latency.Percent50 > 100, $"{stats.Ok.Latency.Percent50} ms");
    }

    [Fact]
    public void A_closed_load_has_as_many_copies_at_a_time()
    {
        var (now, most) = (0, 0);
        Run(Scenario.Create("closed", async _ =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            await Task.Delay(5);
            Interlocked.Decrement(ref now);
            return Response.Ok();
        }).WithoutWarmUp().WithLoadSimulations(Simulation.KeepConstant(4, Short)));
        Assert.Equal(4, most);
    }

    [Fact]
    public void Ramps_reach_what_they_name()
    {
        var closed = Run(Simple("closed").WithLoadSimulations(Simulation.RampingConstant(3, Short), Simulation.KeepConstant(3, Short)));
        Assert.Equal(("KeepConstant", 3), (closed.LoadSimulationStats.SimulationName, closed.LoadSimulationStats.Value));

        // From 0 to 200 a second within half a second: 50, and then 100 more.
        var open = Run(Simple("open").WithLoadSimulations(
            Simulation.RampingInject(20, TimeSpan.FromMilliseconds(100), Short), Simulation.Inject(20, TimeSpan.FromMilliseconds(100), Short)));
        Assert.Equal(150, open.Ok.Request.Count);
    }

    [Fact]
    public void Counted_iterations_are_neither_more_nor_fewer()
    {
        Assert.Equal(100, Run(Simple("closed").WithLoadSimulations(Simulation.IterationsForConstant(8, 100))).Ok.Request.Count);
        Assert.Equal(70, Run(Simple("open").WithLoadSimulations(Simulation.IterationsForInject(500, Second, 70))).Ok.Request.Count);
    }

    [Fact]
    public void A_random_rate_is_drawn_for_each_interval()
    {
        var stats = Run(Simple("random").WithLoadSimulations(Simulation.InjectRandom(5, 10, TimeSpan.FromMilliseconds(100), Short)));
        Assert.InRange(stats.Ok.Request.Count, 25, 50);
    }

    [Fact]
    public void Nothing_begins_in_a_pause() =>
        Assert.Equal(0, Run(Simple("pause").WithLoadSimulations(Simulation.Pause(TimeSpan.FromMilliseconds(50)))).Ok.Request.Count);

    [Fact]
    public void Warm_up_is_run_and_not_measured()
    {
        var operations = new ConcurrentDictionary<ScenarioOperation, int>();
        var stats = Run(Scenario.Create("warm", context =>
        {
            operations.AddOrUpdate(context.ScenarioInfo.ScenarioOperation, 1, (_, count) => count + 1);
            return Task.FromResult<IResponse>(Response.Ok());
        }).WithWarmUpDuration(TimeSpan.FromMilliseconds(200)).WithLoadSimulations(Simulation.IterationsForConstant(1, 10)));
        Assert.True(operations[ScenarioOperation.WarmUp] > 0);
        Assert.Equal((10, 10), (stats.Ok.Request.Count, operations[ScenarioOperation.Bombing]));
    }

    [Fact]
    public void Steps_are_measured_apart_and_a_failed_one_ends_its_iteration()
    {
        var second = 0;
        var stats = Run(Scenario.Create("steps", async context =>
        {
            await Step.Run("first", context, () => Task.FromResult(
                context.InvocationNumber % 2 == 0 ? Response.Fail(statusCode: "500", message: "broken") : Response.Ok(statusCode: "200", sizeBytes: 10)));
            await Step.Run("second", context, () =>
            {
                Interlocked.Increment(ref second);
                return Task.FromResult(Response.Ok());
            });
            return Response.Ok();
        }).WithoutWarmUp().WithLoadSimulations(Simulation.IterationsForConstant(2, 20)));
        var first = stats.StepStats.Get("first");
        Assert.Equal((10, 10, 10), (first.Ok.Request.Count, first.Fail.Request.Count, second));
        Assert.Equal((10, 10, 50), (first.Fail.StatusCodes.Get("500").Count, first.Ok.DataTransfer.MeanBytes, first.Ok.Request.Percent));
        Assert.Equal((20, 10), (stats.Ok.Request.Count, stats.Fail.Request.Count)); // the steps together
    }

    [Fact]
    public void An_exception_is_a_failure_and_one_that_asks_for_it_no_measurement()
    {
        var stats = Run(Scenario.Create("throws", context => context.InvocationNumber switch
        {
            1 => throw new InvalidOperationException("no"),
            2 => throw new IgnoreMeasurementException(),
            _ => Task.FromResult<IResponse>(Response.Ok()),
        }).WithoutWarmUp().WithLoadSimulations(Simulation.IterationsForConstant(1, 3)));
        Assert.Equal((1, 1), (stats.Ok.Request.Count, stats.Fail.Request.Count));
        Assert.Equal("no", stats.Fail.StatusCodes.Get("-101").Message);
    }

    [Fact]
    public void Too_many_failures_stop_the_test()
    {
        var stats = Run(Scenario.Create("fails", _ => Task.FromResult<IResponse>(Response.Fail()))
            .WithoutWarmUp().WithMaxFailCount(5).WithLoadSimulations(Simulation.KeepConstant(1, TimeSpan.FromMinutes(5))));
        Assert.InRange(stats.Fail.Request.Count, 5, 50);
    }

    [Fact]
    public void Weights_share_one_load()
    {
        var load = Simulation.IterationsForConstant(2, 4_000);
        var stats = Quiet(
            Simple("often").WithWeight(75).WithLoadSimulations(load),
            Simple("seldom").WithWeight(25).WithLoadSimulations(load));
        var often = stats.ScenarioStats.Get("often").Ok.Request.Count;
        Assert.Equal(4_000, often + stats.ScenarioStats.Get("seldom").Ok.Request.Count);
        Assert.InRange(often, 2_850, 3_150); // 5 of their deviations
    }

    [Fact]
    public void A_feed_gives_its_items_as_it_says()
    {
        var circular = DataFeed.Circular([1, 2, 3]);
        var seen = new ConcurrentBag<int>();
        Run(Scenario.Create("feed", context =>
        {
            seen.Add(circular.GetNextItem(context.ScenarioInfo));
            return Task.FromResult<IResponse>(Response.Ok());
        }).WithoutWarmUp().WithLoadSimulations(Simulation.IterationsForConstant(3, 9)));
        Assert.Equal([1, 1, 1, 2, 2, 2, 3, 3, 3], seen.Order());
        Assert.Throws<ArgumentException>(() => DataFeed.Random<int>([]));
    }

    [Fact]
    public void What_is_asked_before_and_after_is_done_once()
    {
        var (init, clean) = (0, 0);
        Run(Simple("around")
            .WithInit(_ => Task.FromResult(init++)).WithClean(_ => Task.FromResult(clean++))
            .WithLoadSimulations(Simulation.IterationsForConstant(1, 5)));
        Assert.Equal((1, 1), (init, clean));
    }

    [Fact]
    public void What_cannot_be_run_is_refused()
    {
        Assert.Contains("unique", Assert.Throws<InvalidOperationException>(() => Quiet(Simple("twice"), Simple("twice"))).Message, StringComparison.Ordinal);
        Assert.Contains("'other'", Assert.Throws<InvalidOperationException>(
            () => NBomberRunner.RegisterScenarios(Simple("one")).WithTargetScenarios("other").WithoutReports().Run()).Message, StringComparison.Ordinal);
        Assert.Contains("no init", Assert.Throws<InvalidOperationException>(
            () => Quiet(Simple("bad").WithInit(_ => throw new InvalidOperationException("no init")))).Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => NBomberRunner.RegisterScenarios(Simple("one")).Run("--config", "x.json"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Simulation.Inject(0, Second, Second));
    }

    private static ScenarioProps Simple(string name) =>
        Scenario.Create(name, _ => Task.FromResult<IResponse>(Response.Ok())).WithoutWarmUp();

    private static ScenarioStats Run(ScenarioProps scenario) => Quiet(scenario).ScenarioStats.Get(scenario.ScenarioName);

    private static NodeStats Quiet(params ScenarioProps[] scenarios) =>
        NBomberRunner.RegisterScenarios(scenarios).WithoutReports().DisplayConsoleMetrics(false).Run();

    private static void InterlockedMax(ref int place, int value)
    {
        for (var seen = Volatile.Read(ref place); value > seen; seen = Volatile.Read(ref place))
        {
            Interlocked.CompareExchange(ref place, value, seen);
        }
    }
}
