using TracingReference.Defaults.Faults;

namespace TracingReference.Defaults.Tests;

public sealed class FaultPlanTests
{
    [Fact]
    public void Every_fault_is_read()
    {
        Assert.True(FaultPlan.TryParse(
            "payment=decline, payment=error,payment=slow:1500,catalog=error,db=slow:20,publish=fail:3", out var plan, out _));
        Assert.Equal(
            new FaultPlan
            {
                PaymentDeclines = true,
                PaymentFails = true,
                PaymentDelay = TimeSpan.FromMilliseconds(1500),
                CatalogFails = true,
                DatabaseDelay = TimeSpan.FromMilliseconds(20),
                PublishFailures = 3,
            },
            plan);
    }

    [Theory]
    [InlineData("payment=slow:0")]
    [InlineData("payment=slow:60000")]
    [InlineData("publish=fail:10")]
    public void Bounds_are_inclusive(string text) => Assert.True(FaultPlan.TryParse(text, out _, out _));

    [Theory]
    [InlineData("")]
    [InlineData("payment")]
    [InlineData("payment=")]
    [InlineData("payment:decline")]
    [InlineData("payment=slow")]
    [InlineData("payment=slow:")]
    [InlineData("payment=slow=5")]
    [InlineData("payment=slow:-1")]
    [InlineData("payment=slow:60001")]
    [InlineData("payment=slow:1e3")]
    [InlineData("payment=slow:99999999999999")]
    [InlineData("publish=fail:11")]
    [InlineData("catalog=error,unknown=1")]
    [InlineData("catalog=error,")]
    [InlineData("Catalog=Error")]
    public void Anything_else_is_named(string text)
    {
        Assert.False(FaultPlan.TryParse(text, out var plan, out var error));
        Assert.Equal(FaultPlan.None, plan);
        Assert.Contains("Allowed: payment=decline", error, StringComparison.Ordinal);
    }
}
