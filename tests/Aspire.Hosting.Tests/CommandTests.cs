using TracingReference.HostingTests.Support;

namespace TracingReference.HostingTests;

/// <summary>Starting and stopping one resource while the others go on.</summary>
public sealed class CommandTests : AppTest
{
    private const string ShowPort = "echo $PORT >> ports; echo $$ > pid; " + Scripts.Forever;

    [Fact]
    public async Task A_resource_is_stopped_and_started_again_on_the_same_port()
    {
        var service = Builder.AddScript(Folder, "service", ShowPort).WithHttpEndpoint(env: "PORT");
        await StartAsync();
        await HealthyAsync(service);
        var first = Folder.Number("pid");

        Assert.True((await CommandAsync(service, "stop")).Success);
        Assert.Equal(KnownResourceStates.Finished, Snapshot(service).State?.Text);
        Assert.False(Processes.IsRunning(first));

        Assert.True((await CommandAsync(service, "start")).Success);
        await HealthyAsync(service);
        Assert.NotEqual(first, Folder.Number("pid"));
        Assert.Single(Folder.Lines("ports").Distinct());
    }

    [Fact]
    public async Task A_restart_is_one_command()
    {
        var service = Builder.AddScript(Folder, "service", ShowPort).WithHttpEndpoint(env: "PORT");
        await StartAsync();
        await HealthyAsync(service);

        Assert.True((await CommandAsync(service, "restart")).Success);
        await HealthyAsync(service);

        Assert.Equal(2, Folder.Lines("ports").Length);
        Assert.Single(Folder.Lines("ports").Distinct());
    }

    [Theory]
    [InlineData("start")]
    [InlineData("restart")]
    public async Task A_killed_resource_is_seen_to_have_ended_and_starts_again_on_the_same_port(string command)
    {
        var service = Builder.AddScript(Folder, "service", ShowPort).WithHttpEndpoint(env: "PORT");
        await StartAsync();
        await HealthyAsync(service);
        var url = service.GetEndpoint("http").Url;

        System.Diagnostics.Process.GetProcessById(Folder.Number("pid")).Kill();
        var end = await EndedAsync(service);

        Assert.Equal((KnownResourceStates.Finished, 137), (end.State?.Text, end.ExitCode));
        Assert.Null(end.HealthStatus);
        Assert.NotNull(end.StopTimeStamp);
        Assert.True((await CommandAsync(service, command)).Success);
        await HealthyAsync(service);
        Assert.Equal(url, service.GetEndpoint("http").Url);
        Assert.Single(Folder.Lines("ports").Distinct());
    }

    [Fact]
    public async Task What_runs_already_is_not_started_twice()
    {
        var service = Builder.AddScript(Folder, "service", ShowPort);
        await StartAsync();
        await HealthyAsync(service);

        var again = await CommandAsync(service, "start");

        Assert.False(again.Success);
        Assert.Equal("Resource 'service' is running already.", again.Message);
        Assert.Single(Folder.Lines("ports"));
    }

    [Fact]
    public async Task What_waits_for_its_command_starts_by_it()
    {
        var service = Builder.AddScript(Folder, "service").WithExplicitStart();
        await StartAsync();
        Assert.Equal(KnownResourceStates.NotStarted, Snapshot(service).State?.Text);

        Assert.True((await CommandAsync(service, "start")).Success);
        await HealthyAsync(service);
    }

    [Fact]
    public async Task A_start_that_waits_is_given_up_by_a_stop()
    {
        var never = Builder.AddScript(Folder, "never", "sleep 600 & wait");
        var service = Builder.AddScript(Folder, "service").WaitFor(never);
        await StartAsync();
        await States.WaitForResourceAsync("service", KnownResourceStates.Waiting, Timeout);

        Assert.True((await CommandAsync(service, "stop")).Success);

        Assert.Equal(KnownResourceStates.NotStarted, Snapshot(service).State?.Text);
    }

    [Fact]
    public async Task A_resource_can_have_commands_of_its_own()
    {
        var service = Builder.AddScript(Folder, "service")
            .WithCommand("greet", "Greet", context => Task.FromResult(CommandResults.Success($"Hello {context.ResourceName.Split('-')[0]}")))
            .WithCommand("fail", "Fail", _ => throw new InvalidOperationException("as it should"));
        await StartAsync();

        Assert.Equal("Hello service", (await CommandAsync(service, "greet")).Message);
        var failure = await CommandAsync(service, "fail");
        Assert.Equal((false, "as it should"), (failure.Success, failure.Message));
    }

    [Fact]
    public async Task Unknown_resources_and_commands_are_failures()
    {
        var service = Builder.AddScript(Folder, "service");
        await StartAsync();

        Assert.Equal("Command 'dance' not available for resource 'service'.", (await CommandAsync(service, "dance")).Message);
        var unknown = await App.ResourceCommands.ExecuteCommandAsync("nobody", "start", Timeout);
        Assert.Equal((false, "Resource 'nobody' not found."), (unknown.Success, unknown.Message));
    }

    [Fact]
    public async Task After_the_application_has_stopped_nothing_starts()
    {
        var service = Builder.AddScript(Folder, "service");
        await StartAsync();
        await HealthyAsync(service);
        await App.StopAsync(Timeout);

        var late = await CommandAsync(service, "start");

        Assert.Equal((false, "The application is stopping."), (late.Success, late.Message));
    }
}
