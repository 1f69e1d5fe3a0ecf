using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using TracingReference.LoadTest.Commands;

namespace TracingReference.LoadTest.Systems;

/// <summary>The whole shop, started by its AppHost as a process: without the Dashboard, with a probe in every .NET process.</summary>
internal sealed class RunningShop : IAsyncDisposable
{
    private const int LinesKept = 40;
    private const string Ready = "ready in ";
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);
    private static readonly string[] NotServices = ["apphost", "collector", "kafka", "postgres"];

    // What decides how a service runs and what it tells. Set in the shell of the harness it would reach both arms, and no report would say so.
    private static readonly string[] Decisive =
    [
        "OTEL_", "Telemetry__", "DOTNET_TC_", "DOTNET_Tiered", "DOTNET_OSR", "DOTNET_ReadyToRun", "DOTNET_Jit", "DOTNET_GC", "DOTNET_ThreadPool_", "COMPlus_",
    ];

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("tracing-loadtest-");
    private readonly ConcurrentQueue<string> said = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process process;

    private RunningShop(ShopSettings settings)
    {
        Settings = settings;
        process = new Process { StartInfo = Start(settings) };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
    }

    public ShopSettings Settings { get; }

    /// <summary>The gateway's base address.</summary>
    public Uri Gateway => Url("gateway");

    /// <summary>The collector's own metrics.</summary>
    public Uri CollectorMetrics => FixedUrl(8888, "/metrics");

    /// <summary>What span_metrics and service_graph counted.</summary>
    public Uri SpanMetrics => FixedUrl(8889, "/metrics");

    /// <summary>Process ids of the services, by <c>service.name</c>; set once the system is ready.</summary>
    public IReadOnlyDictionary<string, int> Services { get; private set; } = new Dictionary<string, int>();

    /// <summary>The collector's process.</summary>
    public int Collector { get; private set; }

    /// <summary>Starts a system and waits until every resource is healthy.</summary>
    /// <exception cref="LoadTestException">It does not start.</exception>
    public static async Task<RunningShop> StartAsync(ShopSettings settings, CancellationToken cancellationToken)
    {
        var shop = new RunningShop(settings);
        try
        {
            shop.process.Start();
            shop.process.BeginOutputReadLine();
            shop.process.BeginErrorReadLine();
            var ended = shop.process.WaitForExitAsync(cancellationToken);
            await Task.WhenAny(shop.ready.Task, ended).WaitAsync(StartPatience, cancellationToken).ConfigureAwait(false);
            if (!shop.ready.Task.IsCompleted)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new LoadTestException($"The AppHost ended before it was ready. Its last words:{Environment.NewLine}{shop.LastWords}");
            }

            shop.ReadEndpoints();
            return shop;
        }
        catch (TimeoutException e)
        {
            var words = shop.LastWords;
            await shop.DisposeAsync().ConfigureAwait(false);
            throw new LoadTestException($"The system was not ready within {StartPatience.TotalMinutes} minutes. The AppHost's last words:{Environment.NewLine}{words}", e);
        }
        catch
        {
            await shop.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Reads all services, and the collector under its own name, at about the same moment.</summary>
    /// <exception cref="LoadTestException">One does not answer.</exception>
    public async Task<IReadOnlyDictionary<string, ProcessReading>> ReadAsync(CancellationToken cancellationToken)
    {
        var asked = Services.Append(new("collector", Collector)).ToArray();
        var readings = await Task.WhenAll(asked.Select(each => ProbeClient.ReadAsync(data.FullName, each.Key, each.Value, cancellationToken))).ConfigureAwait(false);
        return asked.Zip(readings).ToDictionary(pair => pair.First.Key, pair => pair.Second);
    }

    /// <summary>Stops the system and removes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync().ConfigureAwait(false);
        }
        finally
        {
            process.Dispose();
            DeleteData();
        }
    }

    /// <summary>Stops the system: every service flushes what it has to tell.</summary>
    public async Task StopAsync()
    {
        if (!IsRunning())
        {
            return;
        }

        process.StandardInput.Close(); // it was told to stop at the end of its input
        using var patience = new CancellationTokenSource(StopPatience);
        try
        {
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(); // its watchdog ends the rest
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private void DeleteData()
    {
        try
        {
            data.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Who was killed may still write for a moment. It is a temporary folder, and what was measured is worth more.
        }
    }

    private string LastWords => string.Join(Environment.NewLine, said);

    private ProcessStartInfo Start(ShopSettings settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                settings.AppHost ?? BuildInfo.Program("AppHost"), "--stop-at-eof", "--port-offset", settings.PortOffset.ToString(CultureInfo.InvariantCulture),
                "--data", data.FullName, "--export-to", settings.Telemetry.GetLeftPart(UriPartial.Authority), "--sampling", settings.Sampling ?? "development",
            },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var straight = settings.Sampling is null ? [new KeyValuePair<string, string>("OTEL_EXPORTER_OTLP_ENDPOINT", settings.Telemetry.ToString())] : Array.Empty<KeyValuePair<string, string>>();
        foreach (var (name, value) in settings.Settings.Concat(straight))
        {
            start.ArgumentList.Add("--set");
            start.ArgumentList.Add($"{name}={value}");
        }

        foreach (var name in start.Environment.Keys.Where(name => Decisive.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_ENVIRONMENT"] = settings.Environment;
        start.Environment["DOTNET_STARTUP_HOOKS"] = BuildInfo.Program("Probe");
        start.Environment["LOADTEST_PROBES"] = data.FullName;
        start.Environment["LOADTEST_BURN_PERCENT"] = settings.BurnPercent.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in settings.Variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private bool IsRunning()
    {
        try
        {
            return !process.HasExited;
        }
        catch (InvalidOperationException)
        {
            return false; // never started
        }
    }

    private void ReadEndpoints()
    {
        var endpoints = Endpoints();
        Services = endpoints.Where(pair => pair.Value?["pid"] is not null && !NotServices.Contains(pair.Key))
            .ToDictionary(pair => pair.Key, pair => (int)pair.Value!["pid"]!);
        Collector = (int)endpoints["collector"]!["pid"]!;
    }

    private JsonObject Endpoints() => JsonNode.Parse(File.ReadAllText(Path.Combine(data.FullName, "endpoints.json")))!.AsObject();

    private Uri Url(string resource) => new((string)Endpoints()[resource]!["urls"]![0]!);

    private Uri FixedUrl(int port, string path) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port + Settings.PortOffset}{path}"));

    private void Note(string? line)
    {
        if (line is null)
        {
            return;
        }

        said.Enqueue(line);
        if (said.Count > LinesKept)
        {
            _ = said.TryDequeue(out _);
        }

        if (line.StartsWith(Ready, StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }
}
