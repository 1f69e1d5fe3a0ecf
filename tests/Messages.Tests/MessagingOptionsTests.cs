using Microsoft.Extensions.Configuration;
using TracingReference.Messages.Tracing;

namespace TracingReference.Messages.Tests;

/// <summary>Settings are read and checked; an error names the setting and what is allowed.</summary>
public sealed class MessagingOptionsTests
{
    [Fact]
    public void By_default_traces_stay_whole()
    {
        var options = MessagingOptions.From(Settings());
        Assert.Equal(new MessagingOptions("127.0.0.1:9092", TraceMode.Parent, 32, PropagateUnsampled: true), options);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("False", false)]
    public void Context_of_unsampled_traces_can_be_left_out(string value, bool expected) =>
        Assert.Equal(expected, MessagingOptions.From(Settings(("Messaging:PropagateUnsampled", value))).PropagateUnsampled);

    [Theory]
    [InlineData("Messaging:PropagateUnsampled", "no", "Messaging__PropagateUnsampled is 'no'; it must be true or false.")]
    [InlineData("Messaging:PropagateUnsampled", "", "Messaging__PropagateUnsampled is ''; it must be true or false.")]
    [InlineData("Messaging:MaxConcurrency", "0", "Messaging__MaxConcurrency is '0'; it must be a number from 1 to 1024.")]
    [InlineData("Messaging:MaxConcurrency", "1025", "Messaging__MaxConcurrency is '1025'; it must be a number from 1 to 1024.")]
    [InlineData("Messaging:TraceMode", "both", "Messaging__TraceMode is 'both'; it must be parent or link.")]
    public void A_value_that_is_not_allowed_is_named(string name, string value, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => MessagingOptions.From(Settings((name, value)))).Message);

    private static IConfiguration Settings(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Append(("ConnectionStrings:kafka", "127.0.0.1:9092")).Select(each => new KeyValuePair<string, string?>(each.Item1, each.Item2)))
        .Build();
}
