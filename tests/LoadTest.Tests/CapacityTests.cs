using TracingReference.LoadTest.Capacity;
using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Reports;

namespace TracingReference.LoadTest.Tests;

/// <summary>The search finds what simulated systems can do, takes turns, and ends where it must.</summary>
public sealed class CapacityTests
{
    private static readonly CapacityPlan Plan = CapacityPlan.Of(Profile.Quick) with { Searches = 1, MostSteps = 1_000 };

    [Theory]
    [InlineData(3)]
    [InlineData(49)]
    [InlineData(50)]
    [InlineData(120)]
    [InlineData(777)]
    [InlineData(20_000)]
    public void A_search_ends_within_5_percent_below_the_true_capacity(int capacity)
    {
        var search = new CapacitySearch();
        var steps = 0;
        while (!search.IsSettled)
        {
            search.Note(search.Rate <= capacity);
            Assert.True(++steps < 60, "it does not end");
        }

        Assert.InRange(search.Served, Math.Min(capacity - 1, capacity * 0.95), capacity);
        Assert.InRange(search.Refused!.Value, capacity + 1, Math.Max(search.Served + 1, search.Served * 1.05));
    }

    [Fact]
    public void A_system_that_serves_nothing_has_a_capacity_of_zero()
    {
        var search = new CapacitySearch();
        while (!search.IsSettled)
        {
            search.Note(passed: false);
        }

        Assert.Equal((0, 1), (search.Served, search.Refused));
    }

    [Fact]
    public void One_hiccup_does_not_end_the_growth_and_two_failures_do()
    {
        var search = new CapacitySearch();
        search.Note(passed: false);
        Assert.Equal((50, null), (search.Rate, search.Refused));
        search.Note(passed: true);
        Assert.Equal((75, 50), (search.Rate, search.Served));
        search.Note(passed: false);
        search.Note(passed: false);
        Assert.Equal((62, 75), (search.Rate, search.Refused));
    }

    [Theory]
    [InlineData(1, 300, 3, 0.4, true)]
    [InlineData(1, 300, 4, 0.4, false)] // 98.7% answered
    [InlineData(1, 300, 0, 0.501, false)]
    [InlineData(1, 293, 0, 0.4, false)] // 97.7% made
    [InlineData(1, 294, 0, 0.4, true)]
    [InlineData(1, 0, 0, 0, false)]
    public void A_step_passes_by_answers_latency_and_what_was_made(int seconds, long made, long failed, double p99, bool passes) =>
        Assert.Equal(passes, CapacityRun.Passes(new(300, TimeSpan.FromSeconds(seconds)), made, failed, TimeSpan.FromSeconds(p99)));

    [Fact]
    public async Task Both_arms_of_a_pair_are_searched_as_often_as_planned_and_compared()
    {
        var section = Section();
        var plan = Plan with { Searches = 3 };
        Assert.True(await Simulated(plan, 600, 450).RunAsync(section, CancellationToken.None));
        Assert.Equal(["off", "head100"], section.Arms.Select(arm => arm.Arm));
        Assert.All(section.Arms, arm => Assert.Equal(3, arm.Searches));
        Assert.InRange(section.Arms[0].Median, 570, 600);
        Assert.InRange(section.Arms[1].Median, 427, 450);
        Assert.Equal(section.Arms[1].Median / section.Arms[0].Median, section.Arms[1].RatioToOff!.Value, 1e-9);
        Assert.All(section.Searches, search => Assert.True(search.IsSettled));
    }

    [Fact]
    public async Task An_arm_is_held_against_what_off_served_beside_it()
    {
        // The machine is slower when the second pair runs.
        var section = Section();
        await Simulated(Plan, 600, 540, "head10").RunAsync(section, CancellationToken.None);
        await Simulated(Plan, 400, 320, "head100").RunAsync(section, CancellationToken.None);
        Assert.Equal(["off", "head10", "head100"], section.Arms.Select(arm => arm.Arm));
        Assert.Equal([2, 1, 1], section.Arms.Select(arm => arm.Searches));
        Assert.Equal(1, section.Arms[0].RatioToOff);
        Assert.InRange(section.Arms[1].RatioToOff!.Value, 0.85, 0.95);
        Assert.InRange(section.Arms[2].RatioToOff!.Value, 0.75, 0.85);
        Assert.Equal(["head10", "head10", "head100", "head100"], section.Searches.Select(search => search.Pair));
        Assert.All(section.Steps, step => Assert.Contains(step.Arm, new[] { "off", step.Pair }));
    }

    [Fact]
    public async Task Arms_take_turns_in_an_order_that_the_seed_decides()
    {
        string[] Order(CapacitySection section) => [.. section.Steps.Select(step => step.Arm)];
        var (first, again, other) = (Section(), Section(), Section());
        await Simulated(Plan, 5_000, 5_000).RunAsync(first, CancellationToken.None);
        await Simulated(Plan, 5_000, 5_000).RunAsync(again, CancellationToken.None);
        await Simulated(Plan, 5_000, 5_000, seed: 2).RunAsync(other, CancellationToken.None);
        Assert.Equal(Order(first), Order(again));
        Assert.NotEqual(Order(first), Order(other));
        Assert.All(Order(first).Chunk(2), round => Assert.Equal(2, round.Distinct().Count()));
    }

    [Fact]
    public async Task A_noisy_system_is_judged_by_the_median_with_its_range()
    {
        var random = new Random(5);
        var section = Section();
        var run = new CapacityRun(
            "head100", Plan with { Searches = 5 }, (arm, search, rate, _) => Task.FromResult(Step(arm, search, rate, rate <= 400 * (0.8 + (0.4 * random.NextDouble())))), () => true, new(1));
        await run.RunAsync(section, CancellationToken.None);
        Assert.All(section.Arms, arm =>
        {
            Assert.Equal(5, arm.Searches);
            Assert.True(arm.Lowest <= arm.Median && arm.Median <= arm.Highest && arm.Lowest < arm.Highest, arm.ToString());
            Assert.InRange(arm.Median, 250, 480);
        });
    }

    [Theory]
    [InlineData(5, int.MaxValue)]
    [InlineData(1_000, 5)]
    public async Task A_bound_on_steps_or_time_ends_it_with_what_there_is(int mostSteps, int stepsInTime)
    {
        var section = Section();
        var left = stepsInTime;
        var run = new CapacityRun("head100", Plan with { MostSteps = mostSteps }, (arm, search, rate, _) => Task.FromResult(Step(arm, search, rate, passed: true)), () => left-- > 0, new(1));
        Assert.False(await run.RunAsync(section, CancellationToken.None));
        Assert.Equal(5, section.Steps.Count);
        Assert.All(section.Searches, search => Assert.True(search is { IsSettled: false, Refused: null, Served: > 0 }));
        Assert.Equal(2, section.Arms.Count);
    }

    [Fact]
    public async Task An_interruption_leaves_the_steps_until_then()
    {
        var section = Section();
        using var stop = new CancellationTokenSource();
        var run = new CapacityRun("head100", Plan, async (arm, search, rate, token) =>
        {
            if (section.Steps.Count == 5)
            {
                await stop.CancelAsync();
                token.ThrowIfCancellationRequested();
            }

            return Step(arm, search, rate, passed: true);
        }, () => true, new(1));
        await Assert.ThrowsAsync<OperationCanceledException>(() => run.RunAsync(section, stop.Token));
        Assert.Equal(5, section.Steps.Count);
        Assert.Equal([75, 113], section.Arms.Select(arm => arm.Median).Order());
    }

    [Fact]
    public void Bounds_of_the_profiles_leave_time_to_stop()
    {
        Assert.True(CapacityPlan.Of(Profile.Quick).LastStep + TimeSpan.FromSeconds(60) <= TimeSpan.FromMinutes(4));
        Assert.True(CapacityPlan.Of(Profile.Ci).LastStep + TimeSpan.FromSeconds(60) <= TimeSpan.FromMinutes(8));
    }

    [Theory]
    [InlineData("Quick")]
    [InlineData("Ci")]
    [InlineData("Full")]
    public void Each_pair_has_as_much_time_which_is_more_than_a_start_and_the_warm_up_take(string profile)
    {
        var plan = CapacityPlan.Of(Enum.Parse<Profile>(profile));
        TimeSpan[] ends = [.. Enumerable.Range(0, plan.Arms.Count).Select(plan.LastStepOf)];
        Assert.Equal(plan.LastStep, ends[^1]);
        Assert.All(ends.Zip(ends.Prepend(TimeSpan.Zero)), each => Assert.True(each.First - each.Second > TimeSpan.FromSeconds(60) + plan.WarmUpAtMost + (20 * plan.Step), $"{each}"));
    }

    private static CapacitySection Section() => new("mixed", 3, CapacityPlan.AnsweredShare, CapacityPlan.P99.TotalMicroseconds, CapacityPlan.MadeShare);

    private static CapacityRun Simulated(CapacityPlan plan, int off, int other, string pair = "head100", int seed = 1) => new(
        pair, plan, (arm, search, rate, _) => Task.FromResult(Step(arm, search, rate, rate <= (arm == "off" ? off : other)) with { Pair = pair }), () => true, new(seed));

    private static CapacityStep Step(string arm, int search, int rate, bool passed) =>
        new("head100", arm, search, rate, DateTimeOffset.UnixEpoch, rate * 3, 0, 5_000, passed ? 20_000 : 900_000, passed);
}
