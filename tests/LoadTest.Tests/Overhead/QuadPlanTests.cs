using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Overhead;

namespace TracingReference.LoadTest.Tests.Overhead;

public sealed class QuadPlanTests
{
    [Fact]
    public void Both_arms_of_a_quad_ask_the_same_things()
    {
        var random = new Random(1);
        for (var quad = 0; quad < 20; quad++)
        {
            var plan = QuadPlan.Draw(random, firstNumber: 1_000 * quad, requests: 120);
            var numbers = new long[] { 1_000 * quad, (1_000 * quad) + 120 };
            Assert.Equal(numbers, plan.Blocks.Where(block => block.IsA).Select(block => block.FirstNumber));
            Assert.Equal(numbers, plan.Blocks.Where(block => !block.IsA).Select(block => block.FirstNumber));
            Assert.Equal(plan.Order, string.Concat(plan.Blocks.Select(block => block.IsA ? 'A' : 'B')));
        }
    }

    [Fact]
    public void The_seed_decides_the_order_and_both_orders_come()
    {
        Assert.Equal(Orders(7), Orders(7));
        Assert.NotEqual(Orders(7), Orders(8));
        Assert.Equal(["ABBA", "BAAB"], Orders(7).Distinct().Order());

        static string[] Orders(int seed)
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(0, 30).Select(_ => QuadPlan.Draw(random, 0, 1).Order)];
        }
    }

    [Theory]
    [InlineData(Profile.Quick, 4)]
    [InlineData(Profile.Ci, 8)]
    internal void A_profile_with_a_limit_is_planned_to_keep_it(Profile profile, int minutes)
    {
        var plan = OverheadPlan.Of(profile);
        Assert.True(plan.Expected(plan.Pairs.Count, plan.Pairs.Sum(pair => pair.Quads)) <= TimeSpan.FromMinutes(minutes));
        Assert.True(plan.Limit < TimeSpan.FromMinutes(minutes));
        Assert.True(plan.Expected(2, 2 * plan.CompareQuads) <= TimeSpan.FromMinutes(minutes));
    }

    [Theory]
    [InlineData(Profile.Quick)]
    [InlineData(Profile.Ci)]
    [InlineData(Profile.Full)]
    internal void The_first_pair_is_the_control_and_blocks_ask_whole_requests(Profile profile)
    {
        var plan = OverheadPlan.Of(profile);
        Assert.Equal(plan.Pairs[0].A, plan.Pairs[0].B);
        Assert.Equal(0, plan.Rate * plan.Block.TotalSeconds % 1);
        Assert.True(plan.Pairs.All(pair => pair.Quads >= Comparison.FewestQuads) && plan.CompareQuads >= Comparison.FewestQuads);
    }
}
