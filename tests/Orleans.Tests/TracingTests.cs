using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TracingReference.Orleans.Tests.Grains;

namespace TracingReference.Orleans.Tests;

[Collection(nameof(Recorder))]
public sealed class TracingTests
{
    private readonly Diary _diary = new();

    [Fact]
    public async Task The_first_call_shows_the_placing_the_activation_and_the_reading_of_state()
    {
        using var recorder = new Recorder();
        await using var silo = await StartAsync();
        using var root = recorder.Begin();
        await silo.Grains.GetGrain<ITracedGrain>("a").Plain();
        Assert.Equal(
            [
                "Application 'ITracedGrain/Plain' Client < root",
                "Application 'ITracedGrain/Plain' Server < ITracedGrain/Plain Client",
                "Lifecycle 'activate grain' Internal < ITracedGrain/Plain Client",
                "Lifecycle 'execute OnActivateAsync' Internal < activate grain Internal",
                "Lifecycle 'place grain' Internal < ITracedGrain/Plain Client",
                "Lifecycle 'register directory entry' Internal < activate grain Internal",
                "Storage 'read storage' Client < activate grain Internal",
            ],
            recorder.Tree(root).Order(StringComparer.Ordinal));
        Assert.All(recorder.Of(root), activity => Assert.Equal(ActivityStatusCode.Unset, activity.Status));

        var activation = Only(recorder, root, "activate grain");
        Assert.Equal(
            ["orleans.activation.cause", "orleans.activation.id", "orleans.grain.id", "orleans.grain.type", "orleans.silo.id"],
            activation.Tags.Select(tag => tag.Key).Order());
        Assert.Equal("traced/a", activation.GetTagItem("orleans.grain.id"));
        Assert.Equal("traced", activation.GetTagItem("orleans.grain.type"));
        Assert.Equal("new", activation.GetTagItem("orleans.activation.cause"));
        Assert.Matches(@"^S127\.0\.0\.1:\d+:\d+$", (string?)activation.GetTagItem("orleans.silo.id"));
        Assert.Matches("^@[0-9a-f]{32}$", (string?)activation.GetTagItem("orleans.activation.id"));

        var method = Only(recorder, root, "execute OnActivateAsync");
        Assert.StartsWith(typeof(TracedGrain).FullName, (string?)method.GetTagItem("orleans.grain.type"));
        Assert.Equal(activation.GetTagItem("orleans.activation.id"), method.GetTagItem("orleans.activation.id"));
    }

    [Fact]
    public async Task A_call_of_an_active_grain_makes_two_activities_and_a_call_from_a_grain_names_it()
    {
        using var recorder = new Recorder();
        await using var silo = await StartAsync();
        await silo.Grains.GetGrain<ITracedGrain>("a").Plain();
        await silo.Grains.GetGrain<ITracedGrain>("b").Plain();
        using var root = recorder.Begin();
        await silo.Grains.GetGrain<ITracedGrain>("a").Chain("b");
        Assert.Equal(
            [
                "Application 'ITracedGrain/Chain' Client < root",
                "Application 'ITracedGrain/Chain' Server < ITracedGrain/Chain Client",
                "Application 'ITracedGrain/Plain' Client < ITracedGrain/Chain Server",
                "Application 'ITracedGrain/Plain' Server < ITracedGrain/Plain Client",
            ],
            recorder.Tree(root));

        var (outer, inner) = (recorder.Of(root)[0], recorder.Of(root)[2]);
        Assert.Equal("orleans", outer.GetTagItem("rpc.system.name"));
        Assert.Equal($"{typeof(ITracedGrain).FullName}/Chain", outer.GetTagItem("rpc.method"));
        Assert.Equal(typeof(ITracedGrain).FullName, outer.GetTagItem("orleans.rpc.service"));
        Assert.Equal("traced/a", outer.GetTagItem("orleans.rpc.target_id"));
        Assert.Null(outer.GetTagItem("orleans.rpc.source_id"));
        Assert.Equal("traced/a", inner.GetTagItem("orleans.rpc.source_id"));
        Assert.StartsWith("sys.client/hosted-", (string?)recorder.Of(root)[1].GetTagItem("orleans.rpc.source_id"));
    }

    [Fact]
    public async Task Writing_and_clearing_of_state_stand_under_the_call()
    {
        using var recorder = new Recorder();
        await using var silo = await StartAsync();
        await silo.Grains.GetGrain<ITracedGrain>("a").Plain();
        using var root = recorder.Begin();
        await silo.Grains.GetGrain<ITracedGrain>("a").Store();
        await silo.Grains.GetGrain<ITracedGrain>("a").Forget();
        Assert.Contains("Storage 'write storage' Client < ITracedGrain/Store Server", recorder.Tree(root));
        Assert.Contains("Storage 'clear storage' Client < ITracedGrain/Forget Server", recorder.Tree(root));
        var write = Only(recorder, root, "write storage");
        Assert.Equal(
            [("orleans.grain.id", "traced/a"), ("orleans.storage.provider", "VersionedStorage"), ("orleans.storage.state.name", "traced"), ("orleans.storage.state.type", "OrderState")],
            write.Tags.Select(tag => (tag.Key, tag.Value!)).Order());
    }

    [Fact]
    public async Task A_failed_call_is_an_error_on_both_sides()
    {
        using var recorder = new Recorder();
        await using var silo = await StartAsync();
        await silo.Grains.GetGrain<ITracedGrain>("a").Plain();
        using var root = recorder.Begin();
        await Assert.ThrowsAsync<ShopException>(() => silo.Grains.GetGrain<ITracedGrain>("a").Fail());
        Assert.Equal(2, recorder.Of(root).Count);
        Assert.All(recorder.Of(root), activity =>
        {
            Assert.Equal(ActivityStatusCode.Error, activity.Status);
            Assert.Equal(typeof(ShopException).FullName, activity.GetTagItem("exception.type"));
            Assert.Equal("traced", activity.GetTagItem("exception.message"));
            Assert.Contains(nameof(TracedGrain), (string?)activity.GetTagItem("exception.stacktrace"));
            Assert.Equal(true, activity.GetTagItem("exception.escaped"));
        });
    }

    [Fact]
    public async Task A_failed_activation_is_an_error_of_it_and_of_the_caller()
    {
        using var recorder = new Recorder();
        await using var silo = await StartAsync();
        using var root = recorder.Begin();
        await Assert.ThrowsAsync<ShopException>(() => silo.Grains.GetGrain<IUntraceableGrain>("a").Hello());
        Assert.Equal((ActivityStatusCode.Error, "activation-failed"), Status(Only(recorder, root, "activate grain")));
        Assert.Equal((ActivityStatusCode.Error, "on-activate-failed"), Status(Only(recorder, root, "execute OnActivateAsync")));
        Assert.Equal(typeof(ShopException).FullName, Only(recorder, root, "execute OnActivateAsync").GetTagItem("exception.type"));
        Assert.Equal(ActivityStatusCode.Error, Only(recorder, root, "IUntraceableGrain/Hello").Status);

        static (ActivityStatusCode, string?) Status(Activity activity) => (activity.Status, activity.StatusDescription);
    }

    [Fact]
    public async Task The_end_of_a_grain_stands_under_the_call_that_asked_for_it()
    {
        using var recorder = new Recorder();
        await using var silo = await StartAsync();
        await silo.Grains.GetGrain<ITracedGrain>("a").Plain();
        using var root = recorder.Begin();
        await silo.Grains.GetGrain<ITracedGrain>("a").End();
        await _diary.ReadAsync(1);

        // The stopping silo asks for the end too, if it comes early enough; that is not of this trace.
        Activity.Current = null;
        await silo.DisposeAsync();
        Assert.Contains("Lifecycle 'deactivate grain' Internal < ITracedGrain/End Server", recorder.Tree(root));
        Assert.Contains("Lifecycle 'execute OnDeactivateAsync' Internal < deactivate grain Internal", recorder.Tree(root));
        Assert.StartsWith("ApplicationRequested", Only(recorder, root, "deactivate grain").GetTagItem("orleans.deactivation.reason")!.ToString());
    }

    [Fact]
    public async Task Baggage_flows_into_grains()
    {
        using var recorder = new Recorder();
        await using var silo = await StartAsync();
        using var root = recorder.Begin();
        Assert.Equal($"{root.TraceId} open", await silo.Grains.GetGrain<ITracedGrain>("a").Chain("b"));
    }

    [Fact]
    public async Task Of_two_values_the_newer_arrives_on_top_and_what_the_propagator_cannot_write_stays_behind()
    {
        using var recorder = new Recorder();
        await using var silo = await StartAsync();
        using var root = recorder.Begin();
        root.AddBaggage("shop", "closed").AddBaggage("say", "a b,c;d=\u00e9%20\"\\").AddBaggage("no token", "x").AddBaggage("empty", "");
        Assert.Equal(
            ["empty=", "say=a b,c;d=\u00e9%20\"\\", "shop=closed", "shop=open", "closed"],
            await silo.Grains.GetGrain<ITracedGrain>("a").Luggage());
    }

    [Fact]
    public async Task Of_what_a_caller_has_about_it_only_baggage_flows_and_nothing_of_the_grain_comes_back()
    {
        using var recorder = new Recorder();
        await using var silo = await StartAsync();
        using var root = recorder.Begin();
        TracedGrain.Local.Value = "caller";
        var grain = silo.Grains.GetGrain<ITracedGrain>("a");
        Assert.Null(await grain.SwapLocal("grain"));
        Assert.Null(await grain.SwapLocal("again"));
        Assert.Equal("caller", TracedGrain.Local.Value);
        Assert.Equal(["shop"], root.Baggage.Select(item => item.Key));
    }

    /// <summary>
    /// The span of a storage has its parent's ids only, so a storage that asks <see cref="Activity.Current"/> finds no
    /// baggage; what the grain puts into an AsyncLocal reaches it.
    /// </summary>
    [Fact]
    public async Task In_storage_the_grains_AsyncLocals_are_there_but_its_baggage_is_not()
    {
        using var recorder = new Recorder();
        var seen = new ConcurrentQueue<(string, string?, string?)>();
        var storage = new VersionedStorage { Running = operation => seen.Enqueue((operation, Activity.Current?.GetBaggageItem("shop"), TracedGrain.Local.Value)) };
        await using var silo = await StartAsync(storage: storage);
        using var root = recorder.Begin();
        await silo.Grains.GetGrain<ITracedGrain>("a").Store();
        Assert.Equal([("read", null, null), ("write", null, "grain's")], seen);
    }

    [Fact]
    public async Task Without_AddActivityPropagation_nothing_flows_and_no_call_is_traced()
    {
        using var recorder = new Recorder();
        await using var silo = await StartAsync(propagate: false);
        using var root = recorder.Begin();
        Assert.Null(await silo.Grains.GetGrain<ITracedGrain>("untraced").Plain());
        Assert.DoesNotContain(recorder.Of(root), activity => activity.Source.Name == "Microsoft.Orleans.Application");
    }

    [Fact]
    public async Task The_caller_keeps_its_own_activity()
    {
        using var recorder = new Recorder();
        await using var silo = await StartAsync();
        using var root = recorder.Begin();
        var call = silo.Grains.GetGrain<ITracedGrain>("a").Plain();
        Assert.Same(root, Activity.Current);
        await call;
        Assert.Same(root, Activity.Current);
    }

    private static Activity Only(Recorder recorder, Activity root, string name) => recorder.Of(root).Single(activity => activity.DisplayName == name);

    private Task<TestSilo> StartAsync(bool propagate = true, VersionedStorage? storage = null) => TestSilo.StartAsync(
        silo =>
        {
            silo.Services.AddSingleton(_diary);
            if (propagate)
            {
                silo.AddActivityPropagation();
            }
        },
        storage);
}
