using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Scenarios;
using TracingReference.LoadTest.Shop;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Soak;

/// <summary>One system under steady load for long: does it grow, drop, or leave anything undone?</summary>
internal static class SoakCommand
{
    private const int OrdersReadBack = 200;
    private static readonly TimeSpan OrderPatience = TimeSpan.FromSeconds(30);
    private static readonly IReadOnlyDictionary<string, ProcessReading> NoProcesses = new Dictionary<string, ProcessReading>();

    public static async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        var plan = SoakPlan.Of(run.Options.Profile);
        var scenario = run.Options.Scenario ?? ShopScenarios.Soak;
        var arm = run.Options.Target is null ? Arm.Head100 : null;
        var section = new SoakSection(scenario.Name, arm?.Name, SoakPlan.Rate, plan.During.TotalSeconds, SoakPlan.Interval.TotalSeconds, plan.WarmUp.TotalSeconds);
        run.Report.Soak = section;
        if (arm is not null)
        {
            run.Say($"starting {arm.Name}");
        }

        await using var started = arm is null ? null : await LoadedShop.StartAsync(
            telemetry => new(run.Options.PortOffset, arm.Settings, telemetry, arm.Sampling), cancellationToken).ConfigureAwait(false);
        using var visitor = started is null ? await VisitAsync(run.Options.Target!, cancellationToken).ConfigureAwait(false) : null;
        var client = started?.Client ?? visitor!;

        run.Say($"{SoakPlan.Rate} requests/s for {plan.During.TotalMinutes:0.#} minutes");
        var orders = new OrderBook(OrdersReadBack);
        var watch = new SoakRun(section, SoakPlan.Interval, stop => started?.System.ReadAsync(stop) ?? Task.FromResult(NoProcesses), run.Say);
        try
        {
            await watch.WatchAsync(stop => LoadRun.RunAsync(scenario, client, [new(SoakPlan.Rate, plan.During)], Record, reports: null, stop), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            section.Growth.AddRange(MemoryTrend.Of(section.Points, section.WarmupSeconds)); // of a partial run as well
        }

        (section.OrdersRead, section.OrdersPending) = await orders.SettleAsync(client, OrderPatience, cancellationToken).ConfigureAwait(false);
        run.Say($"{section.OrdersRead} orders read back, {section.OrdersPending} pending");
        section.SpansDropped = started is null ? null : await started.StopAndReadDropsAsync().ConfigureAwait(false);
        run.Report.Budgets.AddRange(SoakBudgets.Of(run.Budgets, section, plan.IsLong));

        void Record(Call call, TimeSpan latency)
        {
            watch.Record(call, latency);
            orders.Note(call);
        }
    }

    private static async Task<ShopClient> VisitAsync(Uri target, CancellationToken cancellationToken)
    {
        var client = new ShopClient(target);
        try
        {
            await ScenarioCommand.SignInAsync(client, target, cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
