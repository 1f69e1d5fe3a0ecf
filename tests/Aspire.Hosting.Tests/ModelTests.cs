using Microsoft.Extensions.DependencyInjection;
using TracingReference.HostingTests.Support;

namespace TracingReference.HostingTests;

/// <summary>Models that are refused, with the reason.</summary>
public sealed class ModelTests : AppTest
{
    [Fact]
    public void Names_are_unique_without_regard_to_case()
    {
        Builder.AddTask(Folder, "service", "");

        Refused("with name 'SERVICE' because resource of type 'Aspire.Hosting.ApplicationModel.ExecutableResource' with that name already exists",
            () => Builder.AddTask(Folder, "SERVICE", ""));
    }

    [Theory]
    [InlineData("1st")]
    [InlineData("under_score")]
    [InlineData("double--hyphen")]
    [InlineData("end-")]
    [InlineData("ünder")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234x")]
    public void Names_have_the_form_that_Aspire_demands(string name)
    {
        var thrown = Assert.Throws<ArgumentException>(() => Builder.AddTask(Folder, name, ""));
        Assert.StartsWith($"Resource name '{name}' is invalid.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_in_a_circle_are_refused_by_name()
    {
        var one = Builder.AddScript(Folder, "one");
        var two = Builder.AddScript(Folder, "two").WaitFor(one);
        var three = Builder.AddScript(Folder, "three").WaitFor(two);
        one.WaitFor(three);

        var thrown = await Assert.ThrowsAsync<DistributedApplicationException>(StartAsync);

        Assert.Contains("one -> three -> two -> one", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_waits_for_itself_or_its_parent()
    {
        var one = Builder.AddScript(Folder, "one");
        Refused("The 'one' resource cannot wait for itself.", () => one.WaitFor(one));

        var child = Builder.AddResource(new ChildScript("child", one.Resource));
        Refused("The 'child' resource cannot wait for its parent 'one'.", () => child.WaitFor(one));
    }

    [Fact]
    public async Task What_is_waited_for_must_be_in_the_model()
    {
        var elsewhere = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true }).AddScript(Folder, "elsewhere");
        Builder.AddScript(Folder, "one").WaitFor(elsewhere);

        var thrown = await Assert.ThrowsAsync<DistributedApplicationException>(StartAsync);

        Assert.Contains("waits for 'elsewhere', which is not in the model", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_checks_must_be_registered()
    {
        Builder.AddTask(Folder, "one", "").WithHealthCheck("unheard-of");

        var thrown = await Assert.ThrowsAsync<DistributedApplicationException>(StartAsync);

        Assert.Contains("'unheard-of' is not registered and is required for resource 'one'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Endpoints_and_health_checks_are_said_once()
    {
        var one = Builder.AddTask(Folder, "one", "").WithHttpEndpoint().WithHealthCheck("key");

        Refused("Endpoint with name 'http' already exists", () => one.WithHttpEndpoint());
        Refused("already has a health check with key 'key'", () => one.WithHealthCheck("key"));
        Refused("no endpoint was found", () => Builder.AddTask(Folder, "two", "").WithHttpHealthCheck());
    }

    [Theory]
    [InlineData("--operation", "publish")]
    [InlineData("--publisher", "manifest")]
    public void Publishing_is_refused(string option, string value)
    {
        Assert.Contains(option, Assert.Throws<NotSupportedException>(() => DistributedApplication.CreateBuilder([option, value])).Message, StringComparison.Ordinal);
        Assert.Contains(option, Assert.Throws<NotSupportedException>(() => DistributedApplication.CreateBuilder([$"{option}={value}"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_is_refused_when_it_would_start()
    {
        var container = Builder.AddContainer("box", "postgres", "18");
        await StartAsync();

        Assert.Equal(KnownResourceStates.FailedToStart, (await EndedAsync(container)).State?.Text);
        var result = await CommandAsync(container, "start");
        Assert.Contains("'box' is a container (postgres:18), and the stand-in for Aspire has no container runtime", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_ports_for_one_endpoint_would_need_a_proxy()
    {
        Builder.AddTask(Folder, "one", "").WithHttpEndpoint(port: 39111, targetPort: 39112);

        var thrown = await Assert.ThrowsAsync<NotSupportedException>(StartAsync);

        Assert.Contains("port 39111 but target port 39112. The stand-in for Aspire has no proxy", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Launch_profiles_are_not_read()
    {
        var thrown = Assert.Throws<NotSupportedException>(() => Builder.AddProject<Unbuilt>("web", launchProfileName: "https"));
        Assert.Contains("launch profile 'https'", thrown.Message, StringComparison.Ordinal);
        thrown = Assert.Throws<NotSupportedException>(() => Builder.AddProject<Unbuilt>("web", launchProfileName: null));
        Assert.Contains("does not say where its program is", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-program", "The program of resource 'one' was not found, or may not be executed: no-such-program")]
    [InlineData("./plain-file", "The program of resource 'one' was not found, or may not be executed: ./plain-file")]
    public async Task A_program_that_cannot_run_is_named(string program, string reason)
    {
        File.WriteAllText(Folder.File("plain-file"), "");
        var one = Builder.AddExecutable("one", program, Folder.Path);
        await StartAsync();

        Assert.Equal(KnownResourceStates.FailedToStart, (await EndedAsync(one)).State?.Text);
        Assert.Equal(reason, (await CommandAsync(one, "start")).Message);
    }

    [Fact]
    public async Task A_working_directory_must_be_there()
    {
        var one = Builder.AddExecutable("one", "sh", Folder.File("nowhere"));
        await StartAsync();

        Assert.Contains("The working directory of resource 'one' is not there", (await CommandAsync(one, "start")).Message, StringComparison.Ordinal);
    }

    private static void Refused(string reason, Action act) =>
        Assert.Contains(reason, Assert.Throws<DistributedApplicationException>(act).Message, StringComparison.Ordinal);

    private sealed class Unbuilt : IProjectMetadata
    {
        public string ProjectPath => "/nowhere/Unbuilt.csproj";
    }

    private sealed class ChildScript(string name, IResource parent) : ExecutableResource(name, "sh", "/"), IResourceWithParent
    {
        public IResource Parent { get; } = parent;
    }
}
