using System.Text.Json.Nodes;

namespace TracingReference.Gateway.Tests;

/// <summary>What of a client's headers goes on to a service, and what the gateway says in its own name.</summary>
public sealed class ForwardedHeaderTests : GatewayTest
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Span = "b7ad6b7169203331";

    [Theory]
    [InlineData("false", "b3", $"{Trace}-{Span}-1")]
    [InlineData("false", "uber-trace-id", $"{Trace}:{Span}:0:1")]
    [InlineData("false", "X-B3-TraceId", Trace, "X-B3-SpanId", Span, "X-B3-Sampled", "1")]
    [InlineData("false", "X-B3-TraceId", Trace, "X-B3-SpanId", Span, "X-B3-ParentSpanId", Span, "X-B3-Flags", "1")]
    [InlineData("true", "b3", $"{Trace}-{Span}-1")]
    [InlineData("true", "uber-trace-id", $"{Trace}:{Span}:0:1")]
    public async Task A_trace_in_any_format_goes_on_as_W3C_only(string sdkDisabled, params string[] headers)
    {
        Start(settings: ("OTEL_SDK_DISABLED", sdkDisabled));
        var sent = headers.Chunk(2).Select(pair => (Name: pair[0], Value: pair[1])).ToArray();
        var arrival = await ForwardAsync(sent);

        Assert.Matches($"^00-{Trace}-[0-9a-f]{{16}}-01$", arrival.Headers["traceparent"]);
        Assert.DoesNotContain(Span, arrival.Headers["traceparent"], StringComparison.Ordinal);
        Assert.All(sent, header => Assert.False(arrival.Headers.ContainsKey(header.Name), $"{header.Name} went on"));
    }

    [Fact]
    public async Task Headers_that_lost_or_are_invalid_do_not_go_on_either()
    {
        Start();
        var arrival = await ForwardAsync(
            ("traceparent", $"00-{Trace}-{Span}-01"), ("tracestate", "vendor=1"), ("b3", "garbage"), ("uber-trace-id", "1:1:0:1"));
        Assert.StartsWith($"00-{Trace}-", arrival.Headers["traceparent"], StringComparison.Ordinal);
        Assert.Equal("vendor=1", arrival.Headers["tracestate"]);
        Assert.False(arrival.Headers.ContainsKey("b3"));
        Assert.False(arrival.Headers.ContainsKey("uber-trace-id"));
    }

    [Theory]
    [InlineData("Development", "1", true)]
    [InlineData("Development", "0", false)]
    [InlineData("Development", "true", false)]
    [InlineData("Staging", "1", false)]
    [InlineData("Production", "1", false)]
    public async Task A_trace_is_forced_in_Development_only(string environment, string header, bool forced)
    {
        Start(environment, ("OTEL_TRACES_SAMPLER", "always_off"));
        var arrival = await ForwardAsync(("x-force-sample", header));
        Assert.Equal(forced, Baggage(arrival).Contains("force_sample=1"));
        Assert.EndsWith(forced ? "-01" : "-00", arrival.Headers["traceparent"], StringComparison.Ordinal);
        Assert.False(arrival.Headers.ContainsKey("x-force-sample"));
    }

    [Theory]
    [InlineData("Development", "true")]
    [InlineData("Production", "false")]
    public async Task A_client_cannot_put_faults_or_force_into_its_own_baggage(string environment, string faults)
    {
        Start(environment, ("Faults:Enabled", faults), ("OTEL_TRACES_SAMPLER", "always_off"));
        var arrival = await ForwardAsync(("baggage", "fault=catalog%3Derror,tenant=blue,force_sample=1"));
        Assert.Equal(["tenant=blue"], Baggage(arrival));
        Assert.EndsWith("-00", arrival.Headers["traceparent"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task Faults_go_on_as_baggage_beside_the_clients_own_and_never_as_a_header(string sdkDisabled)
    {
        Start("Development", ("Faults:Enabled", "true"), ("OTEL_SDK_DISABLED", sdkDisabled));
        var arrival = await ForwardAsync(("x-fault", "payment=slow:100,publish=fail:1"), ("baggage", "tenant=blue"));
        Assert.Equal(["fault=payment=slow:100,publish=fail:1", "tenant=blue"], Baggage(arrival).Order(StringComparer.Ordinal));
        Assert.False(arrival.Headers.ContainsKey("x-fault"));
    }

    [Theory]
    [InlineData("catalog=error")]
    [InlineData("nonsense")]
    public async Task Where_faults_are_off_the_header_is_dropped_unread(string fault)
    {
        Start();
        var arrival = await ForwardAsync(("x-fault", fault));
        Assert.Empty(Baggage(arrival));
        Assert.False(arrival.Headers.ContainsKey("x-fault"));
    }

    [Fact]
    public async Task An_unknown_fault_is_told_and_goes_no_further()
    {
        Start("Development", ("Faults:Enabled", "true"));
        using var response = await Gateway.SendAsync(HttpMethod.Get, "/orders/1", null, ("x-fault", "payment=slow:60001"));
        Assert.Equal(400, (int)response.StatusCode);
        var detail = (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["detail"]!;
        Assert.Contains("'payment=slow:60001'", detail, StringComparison.Ordinal);
        Assert.Empty(Upstream.Arrivals);
    }

    private static string[] Baggage(Arrival arrival) => arrival.Headers.GetValueOrDefault("baggage", "")
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(item => item.Split('=', 2))
        .Select(item => $"{item[0].Trim()}={Uri.UnescapeDataString(item[1].Trim())}")
        .ToArray();
}
