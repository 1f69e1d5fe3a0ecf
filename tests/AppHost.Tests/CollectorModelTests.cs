using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using TracingReference.AppHost.Backends;

namespace TracingReference.AppHostTests;

/// <summary>Which files the collector is started with, and what of this process's environment reaches it.</summary>
public sealed class CollectorModelTests : IDisposable
{
    private static readonly string[] Vendor = ["VENDOR_OTLP_ENDPOINT", "VENDOR_API_KEY"];
    private readonly string _data = Directory.CreateTempSubdirectory("tracing-reference-").FullName;
    private readonly Dictionary<string, string?> _before = Vendor.ToDictionary(name => name, Environment.GetEnvironmentVariable);

    public CollectorModelTests() => SetVendor(null, null);

    public void Dispose()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        Directory.Delete(_data, recursive: true);
    }

    [Theory]
    [InlineData(nameof(Sampling.Development), "collector.yaml")]
    [InlineData(nameof(Sampling.Staging), "collector.yaml", "production.yaml", "staging.yaml")]
    [InlineData(nameof(Sampling.Production), "collector.yaml", "production.yaml")]
    [InlineData(nameof(Sampling.Adaptive), "collector.yaml", "adaptive.yaml")]
    public async Task Sampling_chooses_the_files(string sampling, params string[] files)
    {
        var process = await ModelAsync(Backend.Embedded, Enum.Parse<Sampling>(sampling));
        var folder = Path.Combine(BuildInfo.RepositoryRoot, "collector", "config");
        Assert.Equal([.. files, "embedded.yaml"], process.Configs.Select(file => Path.GetRelativePath(folder, file)));
        Assert.All(process.Configs, file => Assert.True(File.Exists(file), file));
        Assert.DoesNotContain(Vendor, process.Variables.ContainsKey);

        if (sampling != nameof(Sampling.Adaptive))
        {
            var container = await ModelAsync(Backend.Containers, Enum.Parse<Sampling>(sampling));
            Assert.Equal(files.Select(file => $"/etc/collector/{file}"), container.Configs);
            Assert.DoesNotContain(Vendor, container.Variables.ContainsKey);
        }
    }

    [Fact]
    public async Task A_second_vendor_is_known_in_a_container_too()
    {
        SetVendor("http://127.0.0.1:9999", "key");

        var process = await ModelAsync(Backend.Embedded, Sampling.Production);
        Assert.Equal(["collector.yaml", "production.yaml", "vendor.yaml", "embedded.yaml"], process.Configs.Select(Path.GetFileName));

        var (configs, variables) = await ModelAsync(Backend.Containers, Sampling.Production);
        Assert.Equal(["/etc/collector/collector.yaml", "/etc/collector/production.yaml", "/etc/collector/vendor.yaml"], configs);

        // As the host's: from within a container it has another name.
        Assert.Equal(new HostUrl("http://127.0.0.1:9999"), variables["VENDOR_OTLP_ENDPOINT"]);
        Assert.Equal("key", variables["VENDOR_API_KEY"]);
    }

    private static void SetVendor(string? endpoint, string? key)
    {
        Environment.SetEnvironmentVariable(Vendor[0], endpoint);
        Environment.SetEnvironmentVariable(Vendor[1], key);
    }

    /// <summary>What the collector would be started with; nothing is, so ports are made up.</summary>
    private async Task<(IReadOnlyList<string> Configs, Dictionary<string, object> Variables)> ModelAsync(Backend backend, Sampling sampling)
    {
        using var data = DataFolder.Open(_data);
        var builder = TracedSystem.CreateBuilder(new(0, _data, backend, sampling, new Dictionary<string, string>(), ExportTo: null, StopAtEof: false), data);
        IResource collector = builder.AddCollector("collector").Resource;
        foreach (var endpoint in collector.Annotations.OfType<EndpointAnnotation>())
        {
            endpoint.AllocatedEndpoint = new(endpoint, "127.0.0.1", 1);
        }

        var arguments = new CommandLineArgsCallbackContext([], collector);
        foreach (var annotation in collector.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToList())
        {
            await annotation.Callback(arguments);
        }

        var environment = new EnvironmentCallbackContext(builder.ExecutionContext, collector, []);
        foreach (var annotation in collector.Annotations.OfType<EnvironmentCallbackAnnotation>().ToList())
        {
            await annotation.Callback(environment);
        }

        var words = arguments.Args.Select(argument => argument.ToString()!).ToList();
        return ([.. words.Where((_, index) => index > 0 && words[index - 1] == "--config")], environment.EnvironmentVariables);
    }
}
