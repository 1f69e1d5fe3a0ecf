using TracingReference.HostingTests.Support;

namespace TracingReference.HostingTests;

/// <summary>Values from outside the model, and what happens when they are missing.</summary>
public sealed class ParameterTests() : AppTest("--Parameters:with_score=fallback", "--Parameters:with-hyphen=exact")
{
    [Theory]
    [InlineData("with-score", "fallback")]
    [InlineData("with-hyphen", "exact")]
    public async Task A_hyphen_may_be_an_underscore_in_the_configuration(string name, string value) =>
        Assert.Equal(value, await Builder.AddParameter(name).Resource.GetValueAsync(Timeout));

    [Fact]
    public async Task A_value_is_asked_for_once()
    {
        var asked = 0;
        var parameter = Builder.AddParameter("made", () => $"{++asked}").Resource;

        Assert.Equal("1", await parameter.GetValueAsync(Timeout));
        Assert.Equal("1", await parameter.GetValueAsync(Timeout));
    }

    [Fact]
    public void A_secret_is_no_default() =>
        Assert.Throws<ArgumentException>(() => Builder.AddParameter("key", "value", publishValueAsDefault: true, secret: true));

    [Fact]
    public async Task A_missing_value_fails_the_resource_that_needs_it_by_name()
    {
        var needs = Builder.AddTask(Folder, "needs", "").WithEnvironment("KEY", Builder.AddParameter("absent"));
        await StartAsync();

        Assert.Equal(KnownResourceStates.FailedToStart, (await EndedAsync(needs)).State?.Text);
        Assert.Contains("configuration key 'Parameters:absent' is missing", (await CommandAsync(needs, "start")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_connection_string_fails_the_resource_that_needs_it_by_name()
    {
        var needs = Builder.AddTask(Folder, "needs", "").WithReference(Builder.AddConnectionString("orders"));
        await StartAsync();

        Assert.Equal(KnownResourceStates.FailedToStart, (await EndedAsync(needs)).State?.Text);
        Assert.Contains("connection string 'orders' is missing", (await CommandAsync(needs, "start")).Message, StringComparison.Ordinal);
    }
}
