using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using TracingReference.Defaults.Faults;
using TracingReference.Defaults.Telemetry;

namespace TracingReference.Defaults.Tests;

/// <summary>Faults reach what a trace does beneath a span that has lost its baggage, and nothing after it.</summary>
public sealed class FaultSwitchTests
{
    private const string Plan = "payment=decline";

    [Fact]
    public void A_plan_comes_from_the_baggage_of_the_current_trace()
    {
        using var request = Request(Plan);
        Assert.True(Switch().Current.PaymentDeclines);
    }

    [Fact]
    public void A_kept_plan_is_found_by_a_span_without_baggage()
    {
        var faults = Switch();
        using var request = Request(Plan);
        using (faults.Keep())
        {
            Assert.True(Beneath(request, () => faults.Current.PaymentDeclines));
        }

        Assert.False(Beneath(request, () => faults.Current.PaymentDeclines));
    }

    [Fact]
    public void A_kept_plan_is_not_found_by_another_trace()
    {
        var faults = Switch();
        using var request = Request(Plan);
        using var kept = faults.Keep();
        using var other = Request(null);
        Assert.False(faults.Current.PaymentDeclines);
    }

    [Fact]
    public void Of_two_that_keep_a_plan_for_a_trace_the_older_takes_not_the_newer_away()
    {
        var faults = Switch();
        using var request = Request(Plan);
        var older = faults.Keep();
        using var newer = faults.Keep();
        older!.Dispose();
        Assert.True(Beneath(request, () => faults.Current.PaymentDeclines));
    }

    [Fact]
    public void Where_faults_are_off_none_is_obeyed_or_kept()
    {
        var faults = Switch(enabled: false);
        using var request = Request(Plan);
        Assert.Null(faults.Keep());
        Assert.False(faults.Current.PaymentDeclines);
    }

    [Fact]
    public void A_request_without_faults_keeps_nothing()
    {
        using var request = Request(null);
        Assert.Null(Switch().Keep());
    }

    private static FaultSwitch Switch(bool enabled = true) => new(
        new ConfigurationBuilder().AddInMemoryCollection([new("Faults:Enabled", enabled.ToString())]).Build());

    private static Activity Request(string? plan)
    {
        var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C);
        activity.SetParentId(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom());
        if (plan is not null)
        {
            activity.SetBaggage(BaggageKeys.Fault, plan);
        }

        return activity.Start();
    }

    // As Orleans starts its storage spans: from the ids of the trace alone.
    private static bool Beneath(Activity request, Func<bool> read)
    {
        Activity.Current = null;
        using var span = new Activity("storage").SetParentId(request.TraceId, request.SpanId).Start();
        var answer = read();
        Activity.Current = request;
        return answer;
    }
}
