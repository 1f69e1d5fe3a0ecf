using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;
using TracingReference.Defaults.Telemetry;

namespace TracingReference.Defaults.Tests;

public sealed class HeadSamplerTests
{
    private static readonly ActivityTraceId Trace = ActivityTraceId.CreateRandom();

    [Theory]
    [InlineData("always_on", true, null)]
    [InlineData("always_off", false, null)]
    [InlineData("parentbased_always_on", true, null)]
    [InlineData("parentbased_always_on", false, false)]
    [InlineData("parentbased_always_off", true, true)]
    [InlineData("always_on", true, false)]
    public void The_standard_samplers_decide(string name, bool sampled, bool? parentSampled)
    {
        Assert.Equal(sampled, IsSampled(Sampler(name), parentSampled));
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public void The_ratio_comes_from_its_variable(string ratio, bool sampled)
    {
        Assert.Equal(sampled, IsSampled(Sampler("parentbased_traceidratio", ratio), parentSampled: null));
    }

    [Theory]
    [InlineData("sometimes", null, "OTEL_TRACES_SAMPLER is 'sometimes'")]
    [InlineData("traceidratio", "1.5", "OTEL_TRACES_SAMPLER_ARG is '1.5'")]
    [InlineData("traceidratio", "ten", "OTEL_TRACES_SAMPLER_ARG is 'ten'")]
    public void A_mistake_is_named(string name, string? argument, string message)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Sampler(name, argument));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health/live", false)]
    [InlineData("/health/ready", false)]
    [InlineData("/healthy", true)]
    public void Health_probes_are_never_sampled(string path, bool sampled)
    {
        Assert.Equal(sampled, IsSampled(Sampler("always_on"), parentSampled: true, new KeyValuePair<string, object?>("url.path", path)));
    }

    [Fact]
    public void What_a_health_probe_s_caller_decided_is_not_left_to_the_next_request()
    {
        RemoteDecision.Set(RemoteSampling.Forced);
        Assert.False(IsSampled(Sampler("always_on"), parentSampled: null, new KeyValuePair<string, object?>("url.path", "/health/live")));
        Assert.Equal(RemoteSampling.None, RemoteDecision.Take());
    }

    [Theory]
    [InlineData(RemoteSampling.Forced, "always_off", true)]
    [InlineData(RemoteSampling.Accept, "always_off", true)]
    [InlineData(RemoteSampling.Deny, "always_on", false)]
    [InlineData(RemoteSampling.Deferred, "parentbased_always_on", true)]
    public void The_callers_decision_counts(RemoteSampling decision, string name, bool sampled)
    {
        RemoteDecision.Set(decision);
        Assert.Equal(sampled, IsSampled(Sampler(name), parentSampled: false));
        Assert.Equal(RemoteSampling.None, RemoteDecision.Take());
    }

    [Theory]
    [InlineData("IOrderGrain/Place", null, false)]
    [InlineData("IOrderGrain/Place", true, true)]
    [InlineData("Microsoft.AspNetCore.Hosting.HttpRequestIn", null, true)]
    public void A_grain_call_never_begins_a_trace(string name, bool? parentSampled, bool sampled)
    {
        var result = Sampler("parentbased_always_on").ShouldSample(Parameters(ActivityKind.Server, parentSampled, name));
        Assert.Equal(sampled, result.Decision == SamplingDecision.RecordAndSample);
    }

    [Theory]
    [InlineData(ActivityKind.Client, null, false)]
    [InlineData(ActivityKind.Internal, null, false)]
    [InlineData(ActivityKind.Client, true, true)]
    [InlineData(ActivityKind.Internal, true, true)]
    [InlineData(ActivityKind.Consumer, null, true)]
    public void Only_a_request_or_a_message_begins_a_trace(ActivityKind kind, bool? parentSampled, bool sampled)
    {
        var result = Sampler("always_on").ShouldSample(Parameters(kind, parentSampled));
        Assert.Equal(sampled, result.Decision == SamplingDecision.RecordAndSample);
    }

    [Fact]
    public void A_forced_trace_says_so_on_its_spans()
    {
        RemoteDecision.Set(RemoteSampling.Forced);
        var result = Sampler("always_off").ShouldSample(Parameters(ActivityKind.Server, parentSampled: null));
        Assert.Contains(new KeyValuePair<string, object>("force_sample", "1"), result.Attributes);
    }

    [Theory]
    [InlineData(ActivityKind.Consumer)]
    [InlineData(ActivityKind.Producer)]
    public void A_forced_message_is_sampled(ActivityKind kind)
    {
        var sampler = Sampler("parentbased_always_on");
        Assert.Equal(SamplingDecision.RecordAndSample, sampler.ShouldSample(Parameters(kind, false, new KeyValuePair<string, object?>("force_sample", "1"))).Decision);
        Assert.Equal(SamplingDecision.Drop, sampler.ShouldSample(Parameters(kind, false)).Decision);
    }

    private static HeadSampler Sampler(string name, string? argument = null) => HeadSampler.FromConfiguration(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["OTEL_TRACES_SAMPLER"] = name,
            ["OTEL_TRACES_SAMPLER_ARG"] = argument,
        }).Build());

    private static bool IsSampled(HeadSampler sampler, bool? parentSampled, params KeyValuePair<string, object?>[] tags) =>
        sampler.ShouldSample(Parameters(ActivityKind.Server, parentSampled, tags)).Decision == SamplingDecision.RecordAndSample;

    private static SamplingParameters Parameters(ActivityKind kind, bool? parentSampled, params KeyValuePair<string, object?>[] tags) =>
        Parameters(kind, parentSampled, "span", tags);

    private static SamplingParameters Parameters(ActivityKind kind, bool? parentSampled, string name, params KeyValuePair<string, object?>[] tags) => new(
        parentSampled is { } flag
            ? new ActivityContext(Trace, ActivitySpanId.CreateRandom(), flag ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None, isRemote: true)
            : default,
        Trace,
        name,
        kind,
        tags);
}
