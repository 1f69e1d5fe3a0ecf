using TracingReference.LoadTest.Budgets;
using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Shop;
using TracingReference.LoadTest.Soak;
using TracingReference.LoadTest.Statistics;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Tests;

/// <summary>Slopes of simulated memory are found with the stated coverage, and a soak is judged by what it showed.</summary>
public sealed class SoakTests
{
    private const double Mebi = 1048576;

    [Fact]
    public void A_line_has_its_slope_whatever_a_wild_point_says()
    {
        var points = Enumerable.Range(0, 10).Select(x => ((double)x, 3.0 * x)).ToArray();
        points[4].Item2 = 1e6;
        Assert.Equal(3, new TheilSen(points).Slope, 1e-9);
    }

    [Theory]
    [InlineData(4, false)] // of 4 points no order is rarer than 1 in 24
    [InlineData(5, true)]
    public void An_interval_needs_enough_points(int count, bool has) =>
        Assert.Equal(has, new TheilSen([.. Enumerable.Range(0, count).Select(x => ((double)x, (double)x))]).Interval(0.95) is not null);

    [Fact]
    public void Sens_interval_of_ten_points_leaves_out_eleven_slopes_on_each_side()
    {
        // Kendall's exact table: of 10 values P(S >= 23) = 0.0233, and S = 45 - 2 * 11.
        var points = Enumerable.Range(0, 10).Select(x => ((double)x, Math.Pow(2, x))).ToArray();
        var slopes = points.SelectMany((a, i) => points.Skip(i + 1).Select(b => (b.Item2 - a.Item2) / (b.Item1 - a.Item1))).Order().ToArray();
        var interval = new TheilSen(points).Interval(0.95)!.Value;
        Assert.Equal(new Interval(slopes[11], slopes[^12]), interval);
    }

    [Theory]
    [InlineData(720, 0)]
    [InlineData(720, 25)]
    [InlineData(60, 0)]
    public void The_interval_holds_the_true_slope_as_often_as_stated_although_readings_are_alike(int readings, double slope)
    {
        const int seeds = 400;
        var holds = Enumerable.Range(0, seeds).Count(seed => Growth(readings, slope, seed).Interval.Contains(slope * Mebi));
        Assert.True(holds >= (readings > 100 ? 0.92 : 0.80) * seeds, $"{holds} of {seeds} intervals hold {slope} MiB an hour");
    }

    [Fact]
    public void A_leak_of_50_MiB_an_hour_breaks_the_budget_of_a_long_run_and_steady_memory_keeps_it()
    {
        Assert.Equal(Verdict.Fail, Judge(Growth(720, 50, 1), isLong: true).Verdict);
        Assert.Equal(Verdict.Pass, Judge(Growth(720, 0, 1), isLong: true).Verdict);
        Assert.True(Judge(Growth(720, 50, 1), isLong: true).Gates);
        Assert.False(Judge(Growth(720, 50, 1), isLong: false).Gates);
    }

    [Fact]
    public void Too_few_readings_have_no_slope()
    {
        Assert.Empty(MemoryTrend.Of(Points(5, 0, 1), 0));
        Assert.Empty(MemoryTrend.Of([], 0));
        Assert.Equal(Verdict.NotJudged, Judge(null, isLong: true).Verdict);
    }

    [Fact]
    public void What_was_left_undone_dropped_or_failed_breaks_its_budget()
    {
        var soak = new SoakSection("soak", "head100", 60, 120, 5, 30) { OrdersRead = 10, OrdersPending = 1, SpansDropped = 3, Points = { new(5, 1_000, 20, 1, 1, 1, new Dictionary<string, SoakUsage>()) } };
        var results = SoakBudgets.Of([Of("orders-pending", 0), Of("spans-dropped", 0), Of("failed-share", 0.001)], soak, isLong: false).ToArray();
        Assert.All(results, result => Assert.True(result is { Verdict: Verdict.Fail, Gates: true }, result.ToString()));
    }

    [Fact]
    public void What_was_not_counted_is_not_judged_and_a_visited_system_is_not_blamed_for_it()
    {
        Budget[] budgets = [Of("memory-growth", 1), Of("orders-pending", 0), Of("spans-dropped", 0), Of("failed-share", 0.001)];
        var own = SoakBudgets.Of(budgets, new("soak", "head100", 60, 120, 5, 30), isLong: true).ToArray();
        Assert.All(own, result => Assert.True(result is { Verdict: Verdict.NotJudged, Gates: true }, result.ToString()));
        var visited = SoakBudgets.Of(budgets, new("soak", null, 60, 120, 5, 30), isLong: true).ToDictionary(result => result.Name, result => result.Gates);
        Assert.Equal((false, false, true), (visited["memory-growth"], visited["spans-dropped"], visited["orders-pending"]));
    }

    [Fact]
    public async Task Every_interval_is_read_and_every_answer_counted()
    {
        var section = new SoakSection("soak", "head100", 60, 1, 0.02, 0);
        var reads = 0;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        SoakRun run = null!;
        run = new SoakRun(section, TimeSpan.FromMilliseconds(20), _ =>
        {
            run.Record(Call(reads % 2 == 0 ? 200 : 503), TimeSpan.FromMilliseconds(5));
            run.Record(Call(200), TimeSpan.FromMilliseconds(5));
            if (++reads == 5)
            {
                enough.SetResult();
            }

            return Task.FromResult<IReadOnlyDictionary<string, ProcessReading>>(
                new Dictionary<string, ProcessReading> { ["order"] = new(TimeSpan.FromMilliseconds(reads), 1_000 * reads, 7, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero) });
        }, _ => { });
        await run.WatchAsync(_ => enough.Task, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(2 * reads, section.Points.Sum(point => point.Requests));
        Assert.Equal(section.Points.Sum(point => point.Failed), section.Failures["GET /x: 503"]);
        Assert.All(section.Points, point => Assert.Equal(new SoakUsage(7, 1_000, 1_000), point.Services["order"]));
        Assert.Equal(section.Points.OrderBy(point => point.Seconds), section.Points);
    }

    [Fact]
    public async Task A_system_that_answers_nothing_or_a_process_that_is_gone_ends_it_and_the_load()
    {
        var section = new SoakSection("soak", "head100", 60, 1, 0.02, 0);
        SoakRun run = null!;
        run = new SoakRun(section, TimeSpan.FromMilliseconds(20), _ =>
        {
            run.Record(Call(0), TimeSpan.FromMilliseconds(5));
            return Task.FromResult<IReadOnlyDictionary<string, ProcessReading>>(new Dictionary<string, ProcessReading>());
        }, _ => { });
        var load = CancellationToken.None;
        var error = await Assert.ThrowsAsync<LoadTestException>(() => run.WatchAsync(stop => Task.Delay(Timeout.Infinite, load = stop), CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Contains("GET /x", error.Message, StringComparison.Ordinal);
        Assert.True(load.IsCancellationRequested);
        Assert.Single(section.Points); // the report has what was seen
    }

    [Fact]
    public async Task A_system_that_hangs_ends_it_and_the_load_and_the_wait_for_last_answers_does_not()
    {
        var load = CancellationToken.None;
        var error = await Assert.ThrowsAsync<LoadTestException>(() => Silent(seconds: 3_600).WatchAsync(stop => Task.Delay(Timeout.Infinite, load = stop), CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Contains("Not one of 60 requests a second was answered", error.Message, StringComparison.Ordinal);
        Assert.True(load.IsCancellationRequested);

        var read = 0;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Silent(seconds: 0, () =>
        {
            if (++read == 4)
            {
                enough.SetResult();
            }
        }).WatchAsync(_ => enough.Task, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));

        static SoakRun Silent(double seconds, Action? read = null) => new(new("soak", "head100", 60, seconds, 0.02, 0), TimeSpan.FromMilliseconds(20), _ =>
        {
            read?.Invoke();
            return Task.FromResult<IReadOnlyDictionary<string, ProcessReading>>(new Dictionary<string, ProcessReading>());
        }, static _ => { });
    }

    [Fact]
    public async Task An_interruption_stops_the_load()
    {
        using var stop = new CancellationTokenSource();
        var run = new SoakRun(new("soak", null, 60, 1, 0.02, 0), TimeSpan.FromMinutes(1), _ => Task.FromResult<IReadOnlyDictionary<string, ProcessReading>>(new Dictionary<string, ProcessReading>()), _ => { });
        var load = CancellationToken.None;
        var watching = run.WatchAsync(token => Task.Delay(Timeout.Infinite, load = token), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.True(load.IsCancellationRequested);
    }

    private static Call Call(int status) => new("GET /x", status, 200, null, Error: status == 0 ? "refused" : null);

    private static Budget Of(string measure, double most) => new(measure, "soak", measure, "head100", measure == "memory-growth" ? "each" : "all", BudgetScale.Absolute, most, null, true, "Because.");

    private static BudgetResult Judge(MemoryGrowth? growth, bool isLong)
    {
        var soak = new SoakSection("soak", "head100", 60, 3600, 5, 900);
        soak.Growth.AddRange(growth is null ? [] : [growth]);
        return SoakBudgets.Of([Of("memory-growth", 10 * Mebi)], soak, isLong).Single();
    }

    private static MemoryGrowth Growth(int readings, double slope, int seed) => MemoryTrend.Of(Points(readings, slope, seed), readings * 5 / 4.0).Single();

    // Readings every 5 s that follow each other closely (a correlation of 0.8), with a heap that is collected now and then.
    private static List<SoakPoint> Points(int count, double slope, int seed)
    {
        var random = new Random(seed);
        var (points, noise, heap) = (new List<SoakPoint>(), 0.0, 0.0);
        for (var i = 1; i <= count; i++)
        {
            noise = (0.8 * noise) + (random.NextDouble() - 0.5);
            heap = random.Next(4) == 0 ? 0 : heap + random.NextDouble();
            var bytes = (100 + noise + heap + (slope * i * 5 / 3600.0)) * Mebi;
            points.Add(new(i * 5, 300, 0, 1, 1, 1, new Dictionary<string, SoakUsage> { ["order"] = new((long)bytes, 0, 0) }));
        }

        return points;
    }
}
