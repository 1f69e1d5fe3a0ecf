using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using TracingReference.Tests.Support;

namespace TracingReference.Collector.Tests.Running;

/// <summary>The collector as it is shipped, in a process of its own on free ports; ready when started, killed when disposed.</summary>
internal sealed partial class CollectorProcess : IAsyncDisposable
{
    /// <summary>How long a test waits for what must come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const int SigTerm = 15;
    private const int FirstPort = 26_000;
    private const int PortCount = 6_000;
    private static int _lastPort = Random.Shared.Next(PortCount); // another process begins elsewhere
    private readonly Process _process;
    private readonly HttpClient _http = new() { Timeout = Patience };

    // The last that it said; a test that asks for a line asks soon.
    private readonly Channel<string> _log = Channel.CreateBounded<string>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });

    private CollectorProcess(Process process, Places places) => (_process, Ports) = (process, places);

    /// <summary>Where a collector listens.</summary>
    public sealed record Places(int Grpc, int Http, int Metrics);

    public Places Ports { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>The most memory it has had resident, in bytes.</summary>
    public long PeakResident => 1024 * long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    /// <param name="pipeline">YAML: processors, exporters, extensions and service::pipelines of one otlp receiver; what is said of the receiver and telemetry is added.</param>
    /// <param name="files">Configuration files that all this is laid over.</param>
    /// <param name="environment">Its variables.</param>
    public static async Task<CollectorProcess> StartAsync(string pipeline, IReadOnlyList<string>? files = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var ports = new Places(FreePort(), FreePort(), FreePort());
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Program);
        foreach (var config in (files ?? []).Append($"yaml:{Common(ports)}").Append($"yaml:{pipeline}"))
        {
            start.ArgumentList.Add("--config");
            start.ArgumentList.Add(config);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var collector = new CollectorProcess(Process.Start(start)!, ports);
        var errors = collector._process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        var said = new List<string>();
        while (await collector._process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            said.Add(line);
            if (line.Contains("Everything is ready", StringComparison.Ordinal))
            {
                _ = collector.KeepLogAsync();
                return collector;
            }
        }

        throw new InvalidOperationException($"the collector did not start: {string.Join('\n', said)}{await errors}");
    }

    /// <summary>A port that is free, below those that the kernel gives to clients, and that no other test of this process was given.</summary>
    public static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, FirstPort + (Interlocked.Increment(ref _lastPort) % PortCount));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken; another will not be.
            }
        }
    }

    /// <summary>Its page of metrics of its own.</summary>
    public Task<string> MetricsAsync() => _http.GetStringAsync(new Uri($"http://127.0.0.1:{Ports.Metrics}/metrics"));

    /// <summary>The sum of a metric of its own over all series that have these labels; 0 where there is none.</summary>
    public async Task<long> MetricAsync(string name, params string[] labels)
    {
        return (long)(await MetricsAsync()).Split('\n')
            .Where(line => line.StartsWith($"otelcol_{name}", StringComparison.Ordinal) && (line[$"otelcol_{name}".Length..] is ['{' or ' ', ..]))
            .Where(line => labels.All(label => line.Contains(label, StringComparison.Ordinal)))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until a metric has a value. Its page is asked again and again: nothing tells of a change.</summary>
    public async Task UntilAsync(long expected, Func<Task<long>> metric)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var turn = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var value = await metric();
        while (value != expected)
        {
            try
            {
                await turn.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"expected {expected}, found {value} after {Patience}");
            }

            value = await metric();
        }
    }

    /// <summary>Ends it as SIGTERM does: what is held leaves first.</summary>
    public async Task StopAsync()
    {
        Terminate();
        Assert.Equal(0, await ExitCodeAsync());
    }

    /// <summary>Sends SIGTERM.</summary>
    public void Terminate() => Assert.Equal(0, Kill(_process.Id, SigTerm));

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>Waits until its log, from when it was ready, has a line with this text, and tells that line.</summary>
    public async Task<string> SaysAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var line in _log.Reader.ReadAllAsync(patience.Token))
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"it has ended without saying '{text}'");
    }

    /// <summary>Ends it as SIGKILL does: nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        _http.Dispose();
    }

    private async Task KeepLogAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _log.Writer.TryWrite(line);
        }

        _log.Writer.Complete();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    // The same build of it as that of these tests.
    private static string Program { get; } = Path.Combine(Repository.Root, "collector",
        Path.GetRelativePath(Path.Combine(Repository.Root, "tests", "Collector.Tests"), AppContext.BaseDirectory), "TracingReference.Collector.dll");

    private static string Common(Places ports) => $$"""
        receivers:
          otlp:
            protocols:
              grpc: { endpoint: 127.0.0.1:{{ports.Grpc}} }
              http: { endpoint: 127.0.0.1:{{ports.Http}} }
        service:
          telemetry:
            metrics:
              readers: [{ pull: { exporter: { prometheus: { host: 127.0.0.1, port: {{ports.Metrics}} } } } }]
        """;
}
