using TracingReference.LoadTest.Scenarios;

namespace TracingReference.LoadTest.Tests.Scenarios;

public sealed class ScheduleTests
{
    private static readonly LoadPhase[] Steps = [new(10, TimeSpan.FromSeconds(2)), new(50, TimeSpan.FromSeconds(1))];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.1)]
    [InlineData(19, 1.9)]
    [InlineData(20, 2)]
    [InlineData(21, 2.02)]
    [InlineData(69, 2.98)]
    public void A_request_is_due_when_its_rate_says(long number, double seconds) =>
        Assert.Equal(seconds, new Schedule(Steps).Due(number)!.Value.TotalSeconds, 9);

    [Fact]
    public void It_knows_how_many_there_are() => Assert.Equal(70, new Schedule(Steps).Requests);

    [Fact]
    public void Beyond_its_end_nothing_is_due() => Assert.Null(new Schedule(Steps).Due(70));

    [Fact]
    public void Nobody_knows_when_a_request_of_a_ramp_is_due_nor_one_after_it()
    {
        var schedule = new Schedule([new(10, TimeSpan.FromSeconds(1)), new(20, TimeSpan.FromSeconds(1), IsRamp: true), new(20, TimeSpan.FromSeconds(1))]);

        Assert.Equal(TimeSpan.FromSeconds(0.9), schedule.Due(9));
        Assert.Null(schedule.Due(10));
        Assert.Null(schedule.Due(1000));
        Assert.Null(schedule.Requests);
    }
}
