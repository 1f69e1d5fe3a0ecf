using System.Diagnostics;
using TracingReference.Defaults.Telemetry;
using TracingReference.Defaults.Telemetry.Propagation;

namespace TracingReference.Defaults.Tests;

public sealed class PropagatorTests
{
    private const string AllFormats = "tracecontext,baggage,b3,b3multi,jaeger";
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Half = "8448eb211c80319c";
    private const string Span = "b7ad6b7169203331";

    [Theory]
    [InlineData($"traceparent: 00-{Trace}-{Span}-01", $"00-{Trace}-{Span}-01", RemoteSampling.None)]
    [InlineData($"traceparent: 00-{Trace}-{Span}-00", $"00-{Trace}-{Span}-00", RemoteSampling.None)]
    [InlineData($"b3: {Trace}-{Span}-1", $"00-{Trace}-{Span}-01", RemoteSampling.None)]
    [InlineData($"b3: {Trace}-{Span}-d", $"00-{Trace}-{Span}-01", RemoteSampling.None)]
    [InlineData($"b3: {Trace}-{Span}-0", $"00-{Trace}-{Span}-00", RemoteSampling.None)]
    [InlineData($"b3: {Trace}-{Span}-1-{Half}", $"00-{Trace}-{Span}-01", RemoteSampling.None)]
    [InlineData($"b3: {Half}-{Span}-1", $"00-0000000000000000{Half}-{Span}-01", RemoteSampling.None)]
    [InlineData($"b3: {Trace}-{Span}", $"00-{Trace}-{Span}-00", RemoteSampling.Deferred)]
    [InlineData("b3: 0", null, RemoteSampling.Deny)]
    [InlineData("b3: 1", null, RemoteSampling.Accept)]
    [InlineData("b3: d", null, RemoteSampling.Accept)]
    [InlineData($"X-B3-TraceId: {Trace}; X-B3-SpanId: {Span}; X-B3-Sampled: 1", $"00-{Trace}-{Span}-01", RemoteSampling.None)]
    [InlineData($"X-B3-TraceId: {Half}; X-B3-SpanId: {Span}; X-B3-Sampled: 0", $"00-0000000000000000{Half}-{Span}-00", RemoteSampling.None)]
    [InlineData($"X-B3-TraceId: {Trace}; X-B3-SpanId: {Span}; X-B3-Flags: 1", $"00-{Trace}-{Span}-01", RemoteSampling.None)]
    [InlineData($"X-B3-TraceId: {Trace}; X-B3-SpanId: {Span}", $"00-{Trace}-{Span}-00", RemoteSampling.Deferred)]
    [InlineData("X-B3-Sampled: 0", null, RemoteSampling.Deny)]
    [InlineData($"uber-trace-id: {Trace}:{Span}:0:1", $"00-{Trace}-{Span}-01", RemoteSampling.None)]
    [InlineData($"uber-trace-id: {Trace}%3A{Span}%3A0%3A0", $"00-{Trace}-{Span}-00", RemoteSampling.None)]
    [InlineData($"uber-trace-id: af7:b7ad:0:3", "00-00000000000000000000000000000af7-000000000000b7ad-01", RemoteSampling.None)]
    public void Every_format_is_joined(string headers, string? traceParent, RemoteSampling sampling)
    {
        Assert.Equal((traceParent, sampling), Extract(headers));
    }

    [Theory]
    [InlineData("traceparent: garbage")]
    [InlineData($"traceparent: 00-00000000000000000000000000000000-{Span}-01")]
    [InlineData($"traceparent: 00-{Trace}-0000000000000000-01")]
    [InlineData($"traceparent: ff-{Trace}-{Span}-01")]
    [InlineData($"traceparent: 00-0AF7651916CD43DD8448EB211C80319C-{Span}-01")]
    [InlineData($"traceparent: 00-{Trace}-{Span}-01-extra")]
    [InlineData($"b3: {Trace}-{Span}-x")]
    [InlineData($"b3: 0af7-{Span}-1")]
    [InlineData($"b3: 00000000000000000000000000000000-{Span}-1")]
    [InlineData($"b3: {Trace}-{Span}-1-zz")]
    [InlineData($"X-B3-TraceId: {Trace}; X-B3-Sampled: 1")]
    [InlineData($"uber-trace-id: {Trace}:{Span}:0")]
    [InlineData($"uber-trace-id: 0:{Span}:0:1")]
    [InlineData($"uber-trace-id: {Trace}:{Span}:0:xyz")]
    public void Invalid_headers_are_ignored(string headers)
    {
        Assert.Equal((null, RemoteSampling.None), Extract(headers));
    }

    [Fact]
    public void The_first_valid_format_wins()
    {
        const string other = "1111111111111111";
        Assert.Equal(
            $"00-{Trace}-{Span}-01",
            Extract($"uber-trace-id: {other}:{other}:0:1; X-B3-TraceId: {other}; X-B3-SpanId: {other}; b3: {other}-{other}-1; traceparent: 00-{Trace}-{Span}-01").TraceParent);
        Assert.Equal(
            $"00-{Trace}-{Span}-00",
            Extract($"traceparent: garbage; b3: {Trace}-{Span}-0; uber-trace-id: {other}:{other}:0:1").TraceParent);
        Assert.Equal(
            $"00-{Trace}-{Span}-01",
            Extract($"b3: 0; uber-trace-id: {Trace}:{Span}:0:1").TraceParent);
    }

    [Fact]
    public void A_header_sent_twice_is_not_believed()
    {
        Assert.Null(Extract($"traceparent: 00-{Trace}-{Span}-01; traceparent: 00-{Trace}-{Span}-00").TraceParent);
    }

    [Fact]
    public void Only_the_configured_formats_are_read_but_all_are_kept_from_passing_through()
    {
        var propagator = new ShopPropagator("tracecontext", edge: null);
        Assert.Null(Extract(propagator, $"b3: {Trace}-{Span}-1").TraceParent);
        Assert.Contains("b3", propagator.Fields);
        Assert.Contains("uber-trace-id", propagator.Fields);
        Assert.Contains("X-B3-TraceId", propagator.Fields);
        Assert.Contains("baggage", propagator.Fields);
    }

    [Fact]
    public void An_unknown_format_is_named_with_what_is_allowed()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new ShopPropagator("tracecontext,xray", edge: null));
        Assert.Contains("'xray'", error.Message, StringComparison.Ordinal);
        Assert.Contains("b3multi", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, RemoteSampling.Forced)]
    [InlineData(false, RemoteSampling.None)]
    public void The_edge_obeys_the_force_header_only_where_it_may(bool allowed, RemoteSampling expected)
    {
        var propagator = new ShopPropagator(AllFormats, new EdgePolicy(allowed));
        Assert.Equal(expected, Extract(propagator, "x-force-sample: 1").Sampling);
        Assert.Equal(allowed, Baggage(propagator, "x-force-sample: 1").Contains(new(BaggageKeys.ForceSample, "1")));
    }

    [Fact]
    public void The_edge_removes_what_a_client_may_not_say_and_keeps_the_rest()
    {
        var propagator = new ShopPropagator(AllFormats, new EdgePolicy(AllowForce: true));
        const string headers = "baggage: fault=payment%3Derror,tenant=blue,force_sample=1";
        Assert.Equal([new("tenant", "blue")], Baggage(propagator, headers));
        Assert.Equal(RemoteSampling.None, Extract(propagator, headers).Sampling);
    }

    [Fact]
    public void Inside_the_baggage_forces()
    {
        var propagator = new ShopPropagator(AllFormats, edge: null);
        Assert.Equal(RemoteSampling.Forced, Extract(propagator, "baggage: force_sample=1").Sampling);
        Assert.Equal(RemoteSampling.None, Extract(propagator, "baggage: force_sample=0").Sampling);
    }

    private static (string? TraceParent, RemoteSampling Sampling) Extract(string headers) => Extract(new ShopPropagator(AllFormats, edge: null), headers);

    private static (string? TraceParent, RemoteSampling Sampling) Extract(ShopPropagator propagator, string headers)
    {
        propagator.ExtractTraceIdAndState(Parse(headers), Get, out var traceParent, out _);
        return (traceParent, RemoteDecision.Take());
    }

    private static KeyValuePair<string, string?>[] Baggage(ShopPropagator propagator, string headers) =>
        propagator.ExtractBaggage(Parse(headers), Get)?.ToArray() ?? [];

    private static ILookup<string, string> Parse(string headers) => headers.Split("; ")
        .Select(header => header.Split(": ", 2))
        .ToLookup(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);

    // As ASP.NET Core's own getter: one value, or several.
    private static void Get(object? carrier, string name, out string? value, out IEnumerable<string>? values)
    {
        var found = ((ILookup<string, string>)carrier!)[name].ToArray();
        value = found.Length == 1 ? found[0] : null;
        values = found.Length > 1 ? found : null;
    }
}
