using TracingReference.HostingTests.Support;

namespace TracingReference.HostingTests;

/// <summary>How an application ends, in order and without leftovers.</summary>
public sealed class StopTests : AppTest
{
    private const string SayWhenAsked = "trap 'echo $name >> order; exit 0' TERM; ready; sleep 600 & wait";

    [Fact]
    public async Task Dependents_stop_before_what_they_depend_on()
    {
        var server = Builder.AddScript(Folder, "server", SayWhenAsked);
        var child = Builder.AddResource(new Child("child", server.Resource));
        var middle = Builder.AddScript(Folder, "middle", SayWhenAsked).WithHttpEndpoint().WaitFor(child);
        var edge = Builder.AddScript(Folder, "edge", SayWhenAsked).WithReference(middle.GetEndpoint("http"));
        await StartAsync();
        await HealthyAsync(edge);
        await HealthyAsync(middle);

        await App.StopAsync(Timeout);

        Assert.Equal(["edge", "middle", "server"], Folder.Lines("order"));
    }

    [Fact]
    public async Task References_in_a_circle_do_not_keep_it_from_stopping()
    {
        var one = Builder.AddScript(Folder, "one", SayWhenAsked).WithHttpEndpoint();
        var two = Builder.AddScript(Folder, "two", SayWhenAsked).WithHttpEndpoint().WithReference(one.GetEndpoint("http"));
        one.WithReference(two.GetEndpoint("http"));
        await StartAsync();
        await HealthyAsync(one);
        await HealthyAsync(two);

        await App.StopAsync(Timeout);

        Assert.Equal(["one", "two"], Folder.Lines("order").Order());
    }

    [Fact]
    public async Task What_only_an_interrupt_ends_is_interrupted_and_what_nothing_ends_is_killed()
    {
        var server = Builder.AddScript(Folder, "server", "trap '' TERM; trap 'echo interrupted > order; exit 0' INT; echo $$ > server.pid; ready; while :; do sleep 1 & wait; done");
        var stubborn = Builder.AddScript(Folder, "stubborn", "trap '' TERM INT; echo $$ > stubborn.pid; ready; while :; do sleep 1 & wait; done");
        await StartAsync();
        await HealthyAsync(server);
        await HealthyAsync(stubborn);

        await App.StopAsync(Timeout);

        Assert.Equal(["interrupted"], Folder.Lines("order"));
        Assert.Equal((KnownResourceStates.Finished, 137), (Snapshot(stubborn).State?.Text, Snapshot(stubborn).ExitCode));
        Assert.False(Processes.IsRunning(Folder.Number("server.pid")));
        Assert.False(Processes.IsRunning(Folder.Number("stubborn.pid")));
    }

    [Fact]
    public async Task What_a_process_has_left_behind_in_its_group_ends_with_it()
    {
        var parent = Builder.AddTask(Folder, "parent", "sleep 600 & echo $! > child.pid");
        await StartAsync();
        await EndedAsync(parent);

        await Processes.GoneAsync(Folder.Number("child.pid"), Timeout);
    }

    [Fact]
    public async Task What_has_left_its_group_ends_with_the_application()
    {
        var service = Builder.AddScript(Folder, "service", "setsid sleep 600 & echo $! > strayed.pid; " + Scripts.Forever);
        await StartAsync();
        await HealthyAsync(service);

        await App.StopAsync(Timeout);

        Assert.False(Processes.IsRunning(Folder.Number("strayed.pid")));
    }

    [Fact]
    public async Task An_application_that_is_disposed_of_leaves_nothing_behind_either()
    {
        var service = Builder.AddScript(Folder, "service", "echo $$ > service.pid; " + Scripts.Forever);
        await StartAsync();
        await HealthyAsync(service);

        await App.DisposeAsync();

        Assert.False(Processes.IsRunning(Folder.Number("service.pid")));
    }

    [Fact]
    public async Task Those_who_subscribe_are_told_of_an_end()
    {
        var told = new TaskCompletionSource<int?>();
        var service = Builder.AddTask(Folder, "service", "exit 4").OnResourceStopped((_, stopped, _) =>
        {
            told.SetResult(stopped.ResourceEvent.Snapshot.ExitCode);
            return Task.CompletedTask;
        });
        await StartAsync();

        Assert.Equal(4, await told.Task.WaitAsync(Timeout));
        Assert.Equal(KnownResourceStates.Finished, (await EndedAsync(service)).State?.Text);
    }

    private sealed class Child(string name, IResource parent) : Resource(name), IResourceWithParent
    {
        public IResource Parent { get; } = parent;
    }
}
