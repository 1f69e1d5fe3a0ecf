using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TracingReference.HostingTests.Support;

namespace TracingReference.HostingTests;

/// <summary>Who starts when.</summary>
public sealed class WaitTests : AppTest
{
    [Fact]
    public async Task A_resource_starts_when_what_it_waits_for_is_healthy_and_its_ready_event_was_handled()
    {
        var mayBeHealthy = false;
        var handled = new TaskCompletionSource();
        var order = new List<string>();
        Builder.Services.AddHealthChecks().AddCheck("gate", () => Volatile.Read(ref mayBeHealthy) ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded());
        var first = Builder.AddScript(Folder, "first").WithHealthCheck("gate").OnResourceReady(async (_, _, _) =>
        {
            await handled.Task;
            order.Add("first was made ready");
        });
        var second = Builder.AddScript(Folder, "second").WaitFor(first).OnBeforeResourceStarted((_, _, _) =>
        {
            order.Add("second starts");
            return Task.CompletedTask;
        });

        await StartAsync();
        await States.WaitForResourceAsync("second", KnownResourceStates.Waiting, Timeout);
        await States.WaitForResourceAsync("first", e => e.Snapshot.HealthStatus == HealthStatus.Degraded, Timeout);
        Volatile.Write(ref mayBeHealthy, true);
        await States.WaitForResourceAsync("first", e => e.Snapshot.HealthStatus == HealthStatus.Healthy, Timeout);
        Assert.Equal(KnownResourceStates.Waiting, Snapshot(second).State?.Text);
        handled.SetResult();
        await HealthyAsync(second);

        Assert.Equal(["first was made ready", "second starts"], order);
    }

    [Fact]
    public async Task Waiting_for_what_lives_in_another_is_waiting_for_both()
    {
        var server = Builder.AddScript(Folder, "server");
        var child = Builder.AddResource(new Child("child", server.Resource));
        var user = Builder.AddScript(Folder, "user").WaitFor(child);

        Assert.Equal(["server", "child"], user.Resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name));
        await StartAsync();
        await HealthyAsync(user);
        Assert.Equal(KnownResourceStates.Running, Snapshot(child).State?.Text);

        await CommandAsync(server, "stop");
        Assert.Equal(KnownResourceStates.Finished, Snapshot(child).State?.Text);
    }

    [Fact]
    public async Task Waiting_for_a_start_does_not_wait_for_health()
    {
        var never = Builder.AddScript(Folder, "never", "sleep 600 & wait");
        var second = Builder.AddScript(Folder, "second").WaitForStart(never);

        await StartAsync();
        await HealthyAsync(second);

        Assert.NotEqual(HealthStatus.Healthy, Snapshot(never).HealthStatus);
    }

    [Fact]
    public async Task A_resource_starts_when_another_has_completed()
    {
        var job = Builder.AddTask(Folder, "job", "echo job >> order; exit 7");
        var after = Builder.AddTask(Folder, "after", "echo after >> order").WaitForCompletion(job, exitCode: 7);

        await StartAsync();
        await EndedAsync(after);

        Assert.Equal(["job", "after"], Folder.Lines("order"));
    }

    [Fact]
    public async Task A_job_with_the_wrong_exit_code_keeps_those_who_wait_from_starting()
    {
        var job = Builder.AddTask(Folder, "job", "exit 1");
        var after = Builder.AddTask(Folder, "after", "echo after >> order").WaitForCompletion(job);

        await StartAsync();
        var end = await EndedAsync(after);

        Assert.Equal(KnownResourceStates.FailedToStart, end.State?.Text);
        Assert.Empty(Folder.Lines("order"));
    }

    [Fact]
    public async Task Without_a_Dashboard_to_start_it_again_a_dependency_that_ended_is_given_up()
    {
        var ended = Builder.AddTask(Folder, "ended", "exit 3").WithHealthCheck(AddCheck("never", HealthStatus.Unhealthy));
        var waiting = Builder.AddScript(Folder, "waiting").WaitFor(ended);
        var patient = Builder.AddScript(Folder, "patient").WaitFor(ended, WaitBehavior.WaitOnResourceUnavailable);

        await StartAsync();

        Assert.Equal(KnownResourceStates.FailedToStart, (await EndedAsync(waiting)).State?.Text);
        var thrown = await Assert.ThrowsAsync<DistributedApplicationException>(() => HealthyAsync(ended));
        Assert.Contains("'ended' to become healthy because it stopped with exit code 3", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(KnownResourceStates.Waiting, Snapshot(patient).State?.Text);
    }

    [Fact]
    public async Task What_fails_when_made_ready_is_not_ready()
    {
        var first = Builder.AddScript(Folder, "first").OnResourceReady((_, _, _) => throw new InvalidOperationException("no database"));
        var second = Builder.AddScript(Folder, "second").WaitFor(first);

        await StartAsync();

        Assert.Equal(KnownResourceStates.FailedToStart, (await EndedAsync(second)).State?.Text);
        var thrown = await Assert.ThrowsAsync<DistributedApplicationException>(() => HealthyAsync(first));
        Assert.Contains("no database", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_is_over_when_the_caller_ends_it()
    {
        var never = Builder.AddScript(Folder, "never", "sleep 600 & wait");
        using var soon = new CancellationTokenSource();
        await StartAsync();

        var wait = States.WaitForResourceHealthyAsync(never.Resource.Name, soon.Token);
        await soon.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    private string AddCheck(string name, HealthStatus status)
    {
        Builder.Services.AddHealthChecks().AddCheck(name, () => new HealthCheckResult(status));
        return name;
    }

    private sealed class Child(string name, IResource parent) : Resource(name), IResourceWithParent
    {
        public IResource Parent { get; } = parent;
    }
}
