using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Extensions.BearerToken;
using TracingReference.Collector.Extensions.HealthCheck;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Tests.Exporters;
using TracingReference.Collector.Tests.TailSampling;
using TracingReference.Tests.Support;

namespace TracingReference.Collector.Tests.Extensions;

/// <summary>Extensions, the collector's own metrics, and components that are known but not run.</summary>
public sealed class ExtensionTests
{
    [Fact]
    public async Task Health_follows_the_pipelines()
    {
        var extension = (HealthCheckExtension)new TestContext(TimeProvider.System).Extension(new HealthCheckExtensionFactory(), "{endpoint: '127.0.0.1:0'}");
        await extension.StartAsync(default);
        using var client = new HttpClient { Timeout = TestContext.Patience };
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync(extension.Url)).StatusCode);
        extension.Ready();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(extension.Url)).StatusCode);
        extension.NotReady();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync(extension.Url)).StatusCode);
        await extension.StopAsync(default);
    }

    [Theory]
    [InlineData("/", "/", 200)]
    [InlineData("/", "/anything/at/all", 200)]
    [InlineData("/health", "/health", 200)]
    [InlineData("/health", "/Health", 404)]
    [InlineData("/health", "/health/", 404)]
    [InlineData("/health", "/", 404)]
    [InlineData("/health/", "/health/deep", 200)]
    [InlineData("/health/", "/health", 307)]
    [InlineData("/health/", "/healthy", 404)]
    public async Task Health_has_the_paths_of_a_mux(string path, string asked, int status)
    {
        var extension = (HealthCheckExtension)new TestContext(TimeProvider.System).Extension(new HealthCheckExtensionFactory(), $"{{endpoint: '127.0.0.1:0', path: {path}}}");
        await extension.StartAsync(default);
        extension.Ready();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TestContext.Patience };
        Assert.Equal(status, (int)(await client.GetAsync(extension.Url + asked)).StatusCode);
        await extension.StopAsync(default);
    }

    [Fact]
    public async Task A_token_behind_links_is_seen_when_the_links_are_turned()
    {
        // As Kubernetes mounts a secret: token -> ..data/token, ..data -> a directory for each version.
        var directory = Directory.CreateTempSubdirectory("secret").FullName;
        foreach (var version in new[] { "one", "two" })
        {
            Directory.CreateDirectory(Path.Combine(directory, version));
            await File.WriteAllTextAsync(Path.Combine(directory, version, "token"), version);
        }

        Directory.CreateSymbolicLink(Path.Combine(directory, "..data"), "one");
        File.CreateSymbolicLink(Path.Combine(directory, "token"), Path.Combine("..data", "token"));
        var time = new ManualTime();
        var extension = (BearerTokenExtension)new TestContext(time).Extension(new BearerTokenExtensionFactory(), $"{{filename: '{directory}/token'}}");
        await extension.StartAsync(default);
        Assert.True(extension.Accepts(Authorization("Bearer one")));

        Directory.Delete(Path.Combine(directory, "..data"));
        Directory.CreateSymbolicLink(Path.Combine(directory, "..data"), "two");
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(extension.Accepts(Authorization("Bearer two")));
        Assert.False(extension.Accepts(Authorization("Bearer one")));
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Tokens_are_compared_whole_and_a_file_may_change()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "one\n");
        var time = new ManualTime();
        var extension = (BearerTokenExtension)new TestContext(time).Extension(new BearerTokenExtensionFactory(), $"{{filename: '{file}'}}");
        await extension.StartAsync(default);
        Assert.True(extension.Accepts(Authorization("Bearer one")));
        Assert.False(extension.Accepts(Authorization("Bearer on")));
        Assert.False(extension.Accepts(Authorization("one")));
        Assert.False(extension.Accepts(new HeaderDictionary()));

        await File.WriteAllTextAsync(file, "two");
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(extension.Accepts(Authorization("Bearer two")));
        Assert.False(extension.Accepts(Authorization("Bearer one")));
        File.Delete(file);
    }

    [Fact]
    public async Task Own_metrics_are_served_and_a_port_in_use_is_an_error()
    {
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var service = Service(((IPEndPoint)taken.LocalEndpoint).Port);
        var error = await Assert.ThrowsAsync<StartException>(() => service.StartAsync(default));
        Assert.Contains("cannot listen on", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Known_components_are_let_pass_and_refused_to_run()
    {
        var findings = new ConfigFindings();
        var yaml = """
            receivers: {otlp: {protocols: {grpc: {endpoint: '127.0.0.1:0'}}}}
            processors: {k8sattributes: {auth_type: serviceAccount, extract: {metadata: [k8s.pod.name]}}}
            exporters: {nop: }
            service: {telemetry: {metrics: {level: none}}, pipelines: {traces: {receivers: [otlp], processors: [k8sattributes], exporters: [nop]}}}
            """;
        var config = new ConfigLoader(Components.Configurable).Load(YamlDocument.Read(yaml, "test"), findings);
        Assert.Empty(findings.Errors);
        Assert.Contains(findings.Warnings, warning => warning.Message.Contains("'k8sattributes' is known", StringComparison.Ordinal));
        var error = Assert.Throws<StartException>(() => PipelineGraph.Build(config, (id, signal) => new TestContext(TimeProvider.System).For(id.Type, signal)));
        Assert.Contains("\"k8sattributes\" is of the type", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metrics", "receivers: [hostmetrics]", "exporters: [prometheusremotewrite]", "")]
    [InlineData("traces", "receivers: [hostmetrics]", "exporters: [nop]", "receiver 'hostmetrics' does not support traces")]
    [InlineData("logs", "receivers: [otlp]", "exporters: [zipkin]", "exporter 'zipkin' does not support logs")]
    [InlineData("metrics", "receivers: [otlp]", "processors: [groupbytrace], exporters: [nop]", "processor 'groupbytrace' does not support metrics")]
    [InlineData("logs", "receivers: [otlp]", "exporters: [exceptions]", "connector 'exceptions' used as exporter in [logs] pipeline but not used in any supported receiver pipeline")]
    public void Known_components_have_their_signals(string signal, string from, string to, string message)
    {
        var findings = new ConfigFindings();
        new ConfigLoader(Components.Configurable).Load(YamlDocument.Read(
            $$"""
            receivers: {otlp: {protocols: {grpc: } }, hostmetrics: }
            processors: {groupbytrace: }
            exporters: {nop: , zipkin: , prometheusremotewrite: }
            connectors: {exceptions: }
            service: {pipelines: { {{signal}}: { {{from}}, {{to}} }, metrics/exceptions: {receivers: [{{(to.Contains("exceptions", StringComparison.Ordinal) ? "exceptions" : "otlp")}}], exporters: [nop]} } }
            """, "test"), findings);
        Assert.Equal(message, findings.Errors.FirstOrDefault()?.Message ?? "");
    }

    private static HeaderDictionary Authorization(string value) => new() { ["Authorization"] = value };

    private static CollectorService Service(int port)
    {
        var findings = new ConfigFindings();
        var config = new ConfigLoader(Components.Configurable).Load(YamlDocument.Read(
            $$"""
            receivers: {otlp: {protocols: {grpc: {endpoint: '127.0.0.1:0'} } } }
            exporters: {nop: }
            service: {telemetry: {metrics: {readers: [{pull: {exporter: {prometheus: {host: 127.0.0.1, port: {{port}} } } } }]} }, pipelines: {traces: {receivers: [otlp], exporters: [nop] } } }
            """, "test"), findings);
        findings.ThrowIfErrors();
        return new(config, NullLoggerFactory.Instance, TimeProvider.System);
    }
}
