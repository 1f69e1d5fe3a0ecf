using System.Diagnostics;
using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.CSharp;
using TracingReference.LoadTest.Shop;

namespace TracingReference.LoadTest.Scenarios;

/// <summary>Runs a load with NBomber.</summary>
internal static class LoadRun
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Completion = TimeSpan.FromSeconds(35); // a little more than a request may take

    /// <summary>Runs a load to its end, and until its last request is answered.</summary>
    /// <param name="scenario">What is asked.</param>
    /// <param name="shop">Who asks.</param>
    /// <param name="load">How much.</param>
    /// <param name="record">Takes each answer and its latency since it was due, on any thread.</param>
    /// <param name="reports">The folder for NBomber's own reports; null for none, and a silent console.</param>
    /// <param name="cancellationToken">Stops it early.</param>
    public static async Task<NodeStats> RunAsync(
        ShopScenario scenario, ShopClient shop, IReadOnlyList<LoadPhase> load, Action<Call, TimeSpan> record, string? reports, CancellationToken cancellationToken)
    {
        var schedule = new Schedule(load);
        var next = -1L;
        var first = 0L;
        var props = Scenario.Create(scenario.Name, async context =>
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    context.StopCurrentTest("interrupted");
                    return Response.Fail(statusCode: "interrupted");
                }

                var number = Interlocked.Increment(ref next);
                var begun = Stopwatch.GetTimestamp();
                Interlocked.CompareExchange(ref first, begun, 0);
                var call = await scenario.Next(shop, number, cancellationToken).ConfigureAwait(false);
                record(call, Latency(schedule.Due(number), first, begun));
                return call.IsOk
                    ? Response.Ok(statusCode: $"{call.Status}", sizeBytes: call.Bytes)
                    : Response.Fail(statusCode: $"{call.Status}", message: call.Error ?? "", sizeBytes: call.Bytes);
            })
            .WithoutWarmUp()
            .WithRestartIterationOnFail(false)
            .WithMaxFailCount(int.MaxValue)
            .WithLoadSimulations([.. load.Select(Simulate)]);
        var context = NBomberRunner.RegisterScenarios(props)
            .WithTestSuite("TracingReference")
            .WithTestName(scenario.Name)
            .WithScenarioCompletionTimeout(Completion)
            .DisplayConsoleMetrics(reports is not null);
        context = reports is null ? context.WithoutReports() : context.WithReportFolder(reports);

        // NBomber has no asynchronous run.
        var stats = await Task.Factory.StartNew(() => context.Run(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return stats;
    }

    // A generator that began it early, by the grain of its timer, gives nobody a negative wait.
    private static TimeSpan Latency(TimeSpan? due, long first, long begun)
    {
        var now = Stopwatch.GetTimestamp();
        var took = Stopwatch.GetElapsedTime(begun, now);
        return due is { } from && Stopwatch.GetElapsedTime(first, now) - from is var sinceDue && sinceDue > took ? sinceDue : took;
    }

    private static LoadSimulation Simulate(LoadPhase phase) => phase.IsRamp
        ? Simulation.RampingInject(phase.Rate, Interval, phase.During)
        : Simulation.Inject(phase.Rate, Interval, phase.During);
}
