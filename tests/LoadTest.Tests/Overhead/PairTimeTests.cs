using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Overhead;

namespace TracingReference.LoadTest.Tests.Overhead;

/// <summary>A pair ends in the time that it has, however late its systems start and however many lead-ins chance gives it.</summary>
public sealed class PairTimeTests
{
    private static readonly TimeSpan AsPlanned = TimeSpan.FromSeconds(22);

    [Theory]
    [InlineData(Profile.Quick, 0, 1.0)]
    [InlineData(Profile.Quick, 0, 0.0)]
    [InlineData(Profile.Quick, 20, 0.5)]
    [InlineData(Profile.Quick, 45, 1.0)]
    [InlineData(Profile.Ci, 0, 1.0)]
    [InlineData(Profile.Ci, 30, 1.0)]
    [InlineData(Profile.Ci, 70, 0.5)]
    internal void It_ends_in_time(Profile profile, int late, double leadIns)
    {
        var plan = OverheadPlan.Of(profile);
        var limit = plan.Expected(1, plan.CompareQuads);
        var (quads, ended) = Simulate(plan, new(plan, limit, 1, isStraight: true), AsPlanned + TimeSpan.FromSeconds(late), leadIns);
        Assert.InRange(quads, Comparison.FewestQuads, plan.CompareQuads);
        Assert.True(ended <= limit, $"{quads} quads until {ended}, and there was time until {limit}");
    }

    [Theory]
    [InlineData(Profile.Quick)]
    [InlineData(Profile.Ci)]
    internal void Without_delay_every_quad_is_measured_with_as_many_lead_ins_as_are_planned(Profile profile)
    {
        var plan = OverheadPlan.Of(profile);
        var time = new PairTime(plan, plan.Expected(1, plan.CompareQuads), 1, isStraight: true);
        Assert.Equal(plan.WarmUpAtMost, time.WarmUp(AsPlanned, plan.CompareQuads));
        Assert.InRange(Simulate(plan, time, AsPlanned, leadIns: 0.5).Quads, plan.CompareQuads - 1, plan.CompareQuads); // half a lead-in cannot be
    }

    [Fact]
    public void What_comes_after_the_warm_up_is_taken_from_it()
    {
        var plan = OverheadPlan.Of(Profile.Ci);
        var (limit, elapsed) = (TimeSpan.FromSeconds(115), TimeSpan.FromSeconds(30));
        var straight = new PairTime(plan, limit, 0, isStraight: true).WarmUp(elapsed, 10);
        Assert.Equal(115 - 30 - 5.5 - (10 * 4.5 * 1.1) - 5, straight.TotalSeconds, 1e-6);
        Assert.Equal(straight - SpanAccounting.CollectorQuiet, new PairTime(plan, limit, 0, isStraight: false).WarmUp(elapsed, 10));
        Assert.Equal(straight - (2 * plan.OfBlock), new PairTime(plan, limit, 2, isStraight: true).WarmUp(elapsed, 10));
    }

    [Fact]
    public void Without_a_limit_there_is_always_time()
    {
        var plan = OverheadPlan.Of(Profile.Full);
        var time = new PairTime(plan, null, 2, isStraight: false);
        Assert.Equal(plan.WarmUpAtMost, time.WarmUp(TimeSpan.FromDays(1), 1_000));
        Assert.True(time.HasTime(TimeSpan.FromDays(1), hasLeadIn: true));
    }

    // Systems start after a while and are as cold as they may be; a share of the quads has a lead-in.
    private static (int Quads, TimeSpan Ended) Simulate(OverheadPlan plan, PairTime time, TimeSpan started, double leadIns)
    {
        var warmUp = time.WarmUp(started, plan.CompareQuads);
        var now = started + (warmUp > TimeSpan.Zero ? warmUp : TimeSpan.Zero) + OverheadPlan.Settle;
        var quads = 0;
        for (var owed = 0.0; quads < plan.CompareQuads; quads++)
        {
            owed += leadIns;
            var hasLeadIn = owed >= 1;
            if (quads >= Comparison.FewestQuads && !time.HasTime(now, hasLeadIn))
            {
                break;
            }

            owed -= hasLeadIn ? 1 : 0;
            now += ((hasLeadIn ? 5 : 4) * (plan.Block + TimeSpan.FromSeconds(0.1)));
        }

        return (quads, now + plan.OfBlock + OverheadPlan.Stop);
    }
}
