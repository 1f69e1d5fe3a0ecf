using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using TracingReference.HostingTests.Support;

namespace TracingReference.HostingTests;

/// <summary>A test takes over an AppHost at its <c>Build</c>.</summary>
public sealed class TestingBuilderTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly CancellationTokenSource _timeout = new(TimeSpan.FromSeconds(30));

    private CancellationToken Timeout => _timeout.Token;

    public void Dispose()
    {
        _timeout.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_test_changes_the_model_starts_it_and_disposes_of_it()
    {
        var builder = await CreateAsync();
        var service = builder.CreateResourceBuilder((ExecutableResource)builder.Resources.Single(r => r.Name == "service"))
            .WithEnvironment("COLOUR", "of the test");
        builder.AddResource(new ExecutableResource("added", "true", "/"));
        Assert.False(File.Exists(_folder.File("service.pid")));

        var app = await builder.BuildAsync(Timeout);
        await app.StartAsync(Timeout);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service", Timeout);
        await app.ResourceNotifications.WaitForResourceAsync("added", KnownResourceStates.Finished, Timeout);
        await Processes.UntilAsync(() => _folder.Lines("logs", "service.log").Length > 0, Timeout);

        Assert.Equal(["colour=of the test"], _folder.Lines("logs", "service.log"));
        Assert.Equal(service.GetEndpoint("http").Url + "/", app.GetEndpoint("service").AbsoluteUri);
        using var client = app.CreateHttpClient("service", "http");
        Assert.Equal(app.GetEndpoint("service", "http"), client.BaseAddress);
        Assert.Equal("Host=nowhere", await app.GetConnectionStringAsync("database", Timeout));
        Assert.False(File.Exists(_folder.File("entry-point-ended")));

        await app.DisposeAsync();

        Assert.True(File.Exists(_folder.File("entry-point-ended")));
        Assert.False(Processes.IsRunning(_folder.Number("service.pid")));
        await app.DisposeAsync();
        await builder.DisposeAsync();
    }

    [Fact]
    public async Task It_has_no_Dashboard_chosen_ports_and_telemetry_sent_to_a_collector_unless_told_otherwise()
    {
        await using var builder = await CreateAsync();
        Assert.Equal("http://localhost:4317", builder.Configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"]);
        Assert.True(builder.Environment.IsDevelopment());
        await using var app = await builder.BuildAsync(Timeout);
        await app.StartAsync(Timeout);
        Assert.NotEqual(39180, app.GetEndpoint("service").Port);
        Assert.DoesNotContain(builder.Resources, r => r.Name == "aspire-dashboard");

        await using var other = await CreateAsync("--DcpPublisher:RandomizePorts=false", "--environment=Staging");
        Assert.Equal("Staging", other.Environment.EnvironmentName);
        await using var fixedPorts = await other.BuildAsync(Timeout);
        await fixedPorts.StartAsync(Timeout);
        Assert.Equal(39180, fixedPorts.GetEndpoint("service").Port);
    }

    [Fact]
    public async Task Options_can_be_changed_before_the_builder_is_made()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync(
            typeof(Program),
            ["host-for-test", _folder.Path],
            (options, settings) =>
            {
                Assert.True(options.DisableDashboard);
                settings.Configuration!.AddInMemoryCollection([new("mine", "yes")]);
            },
            Timeout);

        Assert.Equal("yes", builder.Configuration["mine"]);
    }

    [Fact]
    public async Task Before_the_start_nothing_can_be_found_and_later_what_is_not_there_is_named()
    {
        await using var builder = await CreateAsync();
        await using var app = await builder.BuildAsync(Timeout);
        Assert.Throws<InvalidOperationException>(() => app.GetEndpoint("service"));
        await app.StartAsync(Timeout);

        Assert.Contains("Resource 'nobody' not found.", Assert.Throws<ArgumentException>(() => app.GetEndpoint("nobody")).Message, StringComparison.Ordinal);
        Assert.Contains("Endpoint 'grpc' for resource 'service' not found.", Assert.Throws<ArgumentException>(() => app.GetEndpoint("service", "grpc")).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(async () => await app.GetConnectionStringAsync("service", Timeout));
    }

    [Fact]
    public async Task A_builder_that_is_not_built_lets_the_entry_point_end()
    {
        var builder = await CreateAsync();

        await builder.DisposeAsync();

        Assert.False(File.Exists(_folder.File("entry-point-ended")));
        await Assert.ThrowsAsync<HostAbortedException>(() => builder.BuildAsync(Timeout));
    }

    [Fact]
    public async Task An_entry_point_that_ends_too_early_is_told_with_its_exit_code()
    {
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(
            () => DistributedApplicationTestingBuilder.CreateAsync<Program>(["unknown"], Timeout));

        Assert.Contains("ended with exit code 3 before it built an application", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_entry_point_throws_the_test_gets()
    {
        var thrown = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => DistributedApplicationTestingBuilder.CreateAsync<Program>(["fail"], Timeout));

        Assert.Equal("This AppHost fails.", thrown.Message);
    }

    private Task<IDistributedApplicationTestingBuilder> CreateAsync(params string[] args) =>
        DistributedApplicationTestingBuilder.CreateAsync<Program>(["host-for-test", _folder.Path, .. args], Timeout);
}
