using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TracingReference.Orleans.Tests.Grains;

namespace TracingReference.Orleans.Tests.StandIn;

/// <summary>
/// A trace that its root did not sample stays whole: absent from first to last. Orleans itself drops the context of an
/// unsampled caller, so that samplers decide anew at the grain; the stand-in does not.
/// </summary>
[Collection(nameof(Recorder))]
public sealed class UnsampledTests
{
    [Fact]
    public async Task Context_and_baggage_flow_and_no_sampler_is_asked_at_a_root_again()
    {
        using var recorder = new Recorder(ActivitySamplingResult.PropagationData);
        await using var silo = await StartAsync();
        using var root = recorder.Begin();
        Assert.Equal($"{root.TraceId} open", await silo.Grains.GetGrain<ITracedGrain>("a").Chain("b"));
        await silo.Grains.GetGrain<ITracedGrain>("a").Store();
        Assert.NotEmpty(recorder.Of(root));
        Assert.DoesNotContain(recorder.Of(root), activity => activity.Recorded);
        Assert.DoesNotContain(recorder.Everything, activity => activity.ParentSpanId == default && activity.GetTagItem("orleans.grain.id") is "traced/a" or "traced/b");
    }

    [Fact]
    public async Task Context_and_baggage_flow_where_nobody_listens()
    {
        await using var silo = await StartAsync();
        Activity.Current = null;
        using var ambient = new Activity("ambient").AddBaggage("shop", "open").Start();
        Assert.Equal($"{ambient.TraceId} open", await silo.Grains.GetGrain<ITracedGrain>("a").Chain("b"));
        Assert.Same(ambient, Activity.Current);
    }

    private static Task<TestSilo> StartAsync() => TestSilo.StartAsync(silo =>
    {
        silo.Services.AddSingleton<Diary>();
        silo.AddActivityPropagation();
    });
}
