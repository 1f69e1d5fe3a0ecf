using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Overhead;

namespace TracingReference.LoadTest.Tests.Overhead;

public sealed class MeasuredArmTests
{
    private static readonly string ThisFile = typeof(MeasuredArmTests).Assembly.Location;

    [Fact]
    public void An_arm_is_what_its_name_says()
    {
        var arm = Parse("head10");
        Assert.Equal(("head10", null, 0, true), (arm.Name, arm.AppHost, arm.BurnPercent, arm.IsStraight));
        Assert.Equal("0.1", arm.Settings["OTEL_TRACES_SAMPLER_ARG"]);
        Assert.False(Parse("tail").IsStraight);
    }

    [Theory]
    [InlineData("off", false)]
    [InlineData("head0", false)]
    [InlineData("head10", true)]
    [InlineData("head100", true)]
    [InlineData("tail", true)]
    [InlineData("off,OTEL_SDK_DISABLED=false", true)]
    public void Arms_that_keep_traces_have_some_to_look_at(string arm, bool isTraced) => Assert.Equal(isTraced, Parse(arm).IsTraced);

    [Fact]
    public void Settings_are_laid_over_the_arm_s_own()
    {
        var arm = Parse("head10,OTEL_TRACES_SAMPLER_ARG=0.5,OTEL_RESOURCE_ATTRIBUTES=a=b");
        Assert.Equal("0.5", arm.Settings["OTEL_TRACES_SAMPLER_ARG"]);
        Assert.Equal("a=b", arm.Settings["OTEL_RESOURCE_ATTRIBUTES"]);
        Assert.Equal("parentbased_traceidratio", arm.Settings["OTEL_TRACES_SAMPLER"]);
        Assert.Equal("head10,OTEL_TRACES_SAMPLER_ARG=0.5,OTEL_RESOURCE_ATTRIBUTES=a=b", arm.Name);
    }

    [Fact]
    public void Another_checkout_s_build_stands_behind_the_last_at()
    {
        var asked = "";
        var arm = MeasuredArm.Parse("--b", "head100,OTEL_RESOURCE_ATTRIBUTES=who=me@here@../other", directory => { asked = directory; return ThisFile; });
        Assert.Equal(("../other", ThisFile, "who=me@here"), (asked, arm.AppHost, arm.Settings["OTEL_RESOURCE_ATTRIBUTES"]));
        Assert.Equal("../other", arm.Checkout);
    }

    [Theory]
    [InlineData("head11", "'head11' is no arm; there are off, head0, head10, head100, tail")]
    [InlineData("", "'' is no arm")]
    [InlineData("off,OTEL_X", "'OTEL_X' is not NAME=VALUE")]
    [InlineData("off,=1", "'=1' is not NAME=VALUE")]
    [InlineData("off@nowhere", "there is no nowhere/AppHost.dll. Build that checkout first")]
    public void What_is_wrong_is_said(string text, string expected)
    {
        var error = Assert.Throws<LoadTestException>(() => Parse(text));
        Assert.StartsWith("--a: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_burning_arm_is_another_one() =>
        Assert.Equal(("head100+burner", 10), (Parse("head100").Burning(10).Name, Parse("head100").Burning(10).BurnPercent));

    [Theory]
    [InlineData("head100", "head100", true)]
    [InlineData("head10", "head10,OTEL_TRACES_SAMPLER_ARG=0.1", true)]
    [InlineData("head10", "head10,OTEL_TRACES_SAMPLER_ARG=0.2", false)]
    [InlineData("head100", "tail", false)]
    [InlineData("off", "head100", false)]
    public void Arms_are_equal_by_what_telemetry_is_told(string a, string b, bool expected)
    {
        Assert.Equal(expected, Parse(a).HasSettingsOf(Parse(b).Burning(10)));
        Assert.Equal(expected, Parse(b).HasSettingsOf(Parse(a)));
    }

    private static MeasuredArm Parse(string text) => MeasuredArm.Parse("--a", text, directory => $"{directory}/AppHost.dll");
}
