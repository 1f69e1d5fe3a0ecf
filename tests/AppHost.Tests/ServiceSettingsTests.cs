using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace TracingReference.AppHostTests;

/// <summary>What whoever starts the AppHost says of all services, held against the model of the real Program.cs.</summary>
public sealed class ServiceSettingsTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("tracing-reference-").FullName;
    private readonly Dictionary<string, string?> _before = [];

    public void Dispose()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        Directory.Delete(_data, recursive: true);
    }

    [Theory]
    [InlineData("OTEL_TRACES_SAMPLER", true)]
    [InlineData("OTEL_RESOURCE_ATTRIBUTES", true)]
    [InlineData("Telemetry__ErrorFrom", true)]
    [InlineData("Logging__LogLevel__Microsoft.AspNetCore", true)]
    [InlineData("OTEL_SERVICE_NAME", false)]
    [InlineData("OTEL_", false)]
    [InlineData("PATH", false)]
    [InlineData("__CFBundleIdentifier", false)]
    [InlineData("Telemetry__", false)]
    public void Only_settings_of_services_reach_them(string name, bool reaches) => Assert.Equal(reaches, ServiceSettings.ReachesServices(name));

    [Fact]
    public async Task The_environment_of_the_AppHost_reaches_every_service_and_wins_and_set_wins_over_it()
    {
        Set("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=check");
        Set("OTEL_TRACES_SAMPLER", "always_off");
        Set("Telemetry__ErrorFrom", "400");
        Set("OTEL_SERVICE_NAME", "one-for-all");

        var services = await VariablesAsync("--set", "OTEL_TRACES_SAMPLER=parentbased_traceidratio");

        Assert.Equal(["card-provider", "catalog", "gateway", "identity", "order", "payment"], services.Keys.Order());
        Assert.All(services, service =>
        {
            Assert.Equal("deployment.environment.name=check", service.Value["OTEL_RESOURCE_ATTRIBUTES"]);
            Assert.Equal("parentbased_traceidratio", service.Value["OTEL_TRACES_SAMPLER"]);
            Assert.Equal("400", service.Value["Telemetry__ErrorFrom"]);
            Assert.Equal(service.Key, service.Value["OTEL_SERVICE_NAME"]);
        });
    }

    [Fact]
    public async Task Where_nothing_is_said_a_service_follows_its_caller()
    {
        Set("OTEL_TRACES_SAMPLER", null);

        Assert.All(await VariablesAsync(), service => Assert.Equal("parentbased_always_on", service.Value["OTEL_TRACES_SAMPLER"]));
    }

    [Theory]
    [InlineData("", "", "Development")]
    [InlineData(null, null, "Development")]
    [InlineData("", "Staging", "Staging")]
    [InlineData("Production", "Staging", "Production")]
    public async Task An_empty_environment_name_counts_as_none(string? dotnet, string? aspnetcore, string expected)
    {
        Set("DOTNET_ENVIRONMENT", dotnet);
        Set("ASPNETCORE_ENVIRONMENT", aspnetcore);

        Assert.All(await VariablesAsync(), service =>
        {
            Assert.Equal(expected, service.Value["DOTNET_ENVIRONMENT"]);
            Assert.Equal(expected, service.Value["ASPNETCORE_ENVIRONMENT"]);
            Assert.Equal(expected == "Development", service.Value.ContainsKey("Faults__Enabled"));
        });
    }

    private void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }

    /// <summary>What the model sets for each service; nothing is started, so ports are made up.</summary>
    private async Task<Dictionary<string, Dictionary<string, object>>> VariablesAsync(params string[] args)
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--data", _data, .. args]);
        foreach (var endpoint in builder.Resources.SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>()))
        {
            endpoint.AllocatedEndpoint = new(endpoint, "127.0.0.1", 1);
        }

        var variables = new Dictionary<string, Dictionary<string, object>>();
        foreach (var service in builder.Resources.OfType<ProjectResource>())
        {
            var context = new EnvironmentCallbackContext(builder.ExecutionContext, service, [], CancellationToken.None);
            foreach (var annotation in service.Annotations.OfType<EnvironmentCallbackAnnotation>().ToList())
            {
                await annotation.Callback(context);
            }

            variables.Add(service.Name, context.EnvironmentVariables);
        }

        return variables;
    }
}
