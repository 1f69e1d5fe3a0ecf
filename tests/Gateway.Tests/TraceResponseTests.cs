namespace TracingReference.Gateway.Tests;

/// <summary>Every answer says where its trace is, once, whatever becomes of the trace.</summary>
public sealed class TraceResponseTests : GatewayTest
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Span = "b7ad6b7169203331";

    [Theory]
    [InlineData("false", "always_on", "01")]
    [InlineData("false", "always_off", "00")]
    [InlineData("true", "always_on", "00")]
    public async Task It_names_the_gateways_own_span_sampled_or_not_and_with_the_SDK_off(string disabled, string sampler, string flags)
    {
        Start(settings: [("OTEL_SDK_DISABLED", disabled), ("OTEL_TRACES_SAMPLER", sampler)]);
        foreach (var path in new[] { "/orders/1", "/nowhere" })
        {
            using var response = await Gateway.SendAsync(HttpMethod.Get, path);
            Assert.Matches($"^00-[0-9a-f]{{32}}-[0-9a-f]{{16}}-{flags}$", Assert.Single(response.Headers.GetValues("traceresponse")));
        }
    }

    [Theory]
    [InlineData("false", "01")]
    [InlineData("false", "00")]
    [InlineData("true", "01")]
    [InlineData("true", "00")]
    public async Task It_stays_in_the_callers_trace_and_is_the_parent_of_what_goes_on(string disabled, string flags)
    {
        Start(settings: ("OTEL_SDK_DISABLED", disabled));
        using var response = await Gateway.SendAsync(HttpMethod.Get, "/orders/1", null, ("traceparent", $"00-{Trace}-{Span}-{flags}"));
        var told = Assert.Single(response.Headers.GetValues("traceresponse"));
        Assert.Matches($"^00-{Trace}-[0-9a-f]{{16}}-{flags}$", told);
        Assert.DoesNotContain(Span, told, StringComparison.Ordinal);

        var arrival = Assert.Single(Upstream.Arrivals);
        Assert.Matches($"^00-{Trace}-[0-9a-f]{{16}}-{flags}$", arrival.Headers["traceparent"]);
    }
}
