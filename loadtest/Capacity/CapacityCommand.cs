using System.Diagnostics;
using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Recording;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Scenarios;
using TracingReference.LoadTest.Shop;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Capacity;

/// <summary>Finds the most requests a second that each arm serves in time.</summary>
internal static class CapacityCommand
{
    private const int PortsOfSystem = 1_000;
    private const int WarmUpRate = 60;
    private static readonly TimeSpan SettlePatience = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var plan = CapacityPlan.Of(run.Options.Profile);
        var scenario = run.Options.Scenario ?? ShopScenarios.Mixed;
        var section = new CapacitySection(scenario.Name, plan.Step.TotalSeconds, CapacityPlan.AnsweredShare, CapacityPlan.P99.TotalMicroseconds, CapacityPlan.MadeShare);
        run.Report.Capacity = section;

        var shops = new Dictionary<string, LoadedShop>(StringComparer.Ordinal);
        try
        {
            foreach (var arm in plan.Arms)
            {
                run.Say($"starting {arm.Name}");
                shops[arm.Name] = await LoadedShop.StartAsync(arm, run.Options.PortOffset + (PortsOfSystem * shops.Count), cancellationToken).ConfigureAwait(false);
            }

            foreach (var (arm, shop) in shops)
            {
                run.Say($"warming {arm} up");
                await LoadAsync(arm, shop, scenario, 0, WarmUpRate, plan.WarmUp, cancellationToken).ConfigureAwait(false);
            }

            var search = new CapacityRun([.. shops.Keys], plan, StepAsync, () => Stopwatch.GetElapsedTime(begun) < plan.LastStep, run.Options.Seed);
            if (!await search.RunAsync(section, cancellationToken).ConfigureAwait(false))
            {
                run.Report.Remarks.Add("The profile's bound on time or steps ended the searches; those that are not settled say only what was served, not that more would not be.");
            }
        }
        finally
        {
            await Task.WhenAll(shops.Values.Select(shop => shop.DisposeAsync().AsTask())).ConfigureAwait(false);
        }

        async Task<CapacityStep> StepAsync(string arm, int search, int rate, CancellationToken stop)
        {
            var step = await LoadAsync(arm, shops[arm], scenario, search, rate, plan.Step, stop).ConfigureAwait(false);
            run.Say($"{arm,-8} search {search}: {rate}/s {(step.Passed ? "served in time" : "not served in time")}, {step.Made} made, {step.Failed} failed, p99 {Quantity.Format(step.P99Microseconds, "us")}");
            return step;
        }
    }

    private static async Task<CapacityStep> LoadAsync(string arm, LoadedShop shop, ShopScenario scenario, int search, int rate, TimeSpan during, CancellationToken cancellationToken)
    {
        var (recorder, lastOrder, begun) = (new LoadRecorder(), new OrderBook(1), DateTimeOffset.UtcNow);
        await LoadRun.RunAsync(scenario, shop.Client, [new(rate, during)], Record, reports: null, cancellationToken).ConfigureAwait(false);

        // What an overloaded system has accepted it works off now, and not while another one is measured.
        await lastOrder.SettleAsync(shop.Client, SettlePatience, cancellationToken).ConfigureAwait(false);
        if (recorder.Failed == recorder.All.Count)
        {
            await shop.System.ReadAsync(cancellationToken).ConfigureAwait(false); // names a service that has ended
        }

        var p99 = recorder.All.Quantile(0.99);
        return new(
            arm, search, rate, begun, recorder.All.Count, recorder.Failed, recorder.All.Quantile(0.5).TotalMicroseconds, p99.TotalMicroseconds,
            CapacityRun.Passes(rate, during, recorder.All.Count, recorder.Failed, p99));

        void Record(Call call, TimeSpan latency)
        {
            recorder.Record(call, latency);
            lastOrder.Note(call);
        }
    }
}
