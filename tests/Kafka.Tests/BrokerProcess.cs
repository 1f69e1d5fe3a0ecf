using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace TracingReference.Kafka.Tests;

/// <summary>The real process of embedded/Kafka, on free ports, ready when started; killed when disposed.</summary>
internal sealed partial class BrokerProcess : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private BrokerProcess(Process process, int port, int controlPort)
    {
        (_process, Port) = (process, port);
        _errors = process.StandardError.ReadToEndAsync();
        Control = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{controlPort}"), Timeout = Patience };
    }

    public int Port { get; }

    public string Bootstrap => $"127.0.0.1:{Port}";

    public HttpClient Control { get; }

    public static Task<BrokerProcess> StartAsync(params string[] arguments) => StartAsync([], FreePort(), arguments);

    public static Task<BrokerProcess> StartOnAsync(int port, params string[] arguments) => StartAsync([], port, arguments);

    public static Task<BrokerProcess> StartWithAsync(Dictionary<string, string> environment, params string[] arguments) =>
        StartAsync(environment, FreePort(), arguments);

    private static async Task<BrokerProcess> StartAsync(Dictionary<string, string> environment, int port, string[] arguments)
    {
        var control = FreePort();
        var broker = new BrokerProcess(
            Launch(environment, ["--port", $"{port}", "--control", $"http://127.0.0.1:{control}", .. arguments]), port, control);
        using var timeout = new CancellationTokenSource(Patience);
        while (await broker._process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
        {
            if (line.Contains("control on", StringComparison.Ordinal))
            {
                _ = broker._process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return broker;
            }
        }

        throw new InvalidOperationException($"the broker did not start: {await broker._errors}");
    }

    /// <summary>Runs it with these arguments until it ends by itself.</summary>
    public static async Task<(int ExitCode, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Launch([], arguments);
        using var timeout = new CancellationTokenSource(Patience);
        var errors = await process.StandardError.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        return (process.ExitCode, errors);
    }

    public async Task<int> StopAsync(int signal)
    {
        Assert.Equal(0, Kill(_process.Id, signal));
        using var timeout = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(timeout.Token);
        Assert.Equal("", await _errors);
        return _process.ExitCode;
    }

    public async Task<JsonElement> GetStatsAsync() => await Control.GetFromJsonAsync<JsonElement>("/stats");

    public async Task PostAsync(string path, object? body = null)
    {
        using var response = await Control.PostAsync(path, body is null ? null : JsonContent.Create(body));
        Assert.True(response.IsSuccessStatusCode, $"{path}: {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>A port that is free, and the next one too, below those that the kernel gives to clients.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(16_000, 32_000);
            using var first = new TcpListener(IPAddress.Loopback, port);
            using var second = new TcpListener(IPAddress.Loopback, port + 1);
            try
            {
                first.Start();
                second.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; another will not be.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Control.Dispose();
    }

    private static Process Launch(Dictionary<string, string> environment, string[] arguments)
    {
        var path = typeof(BrokerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "Broker").Value!;
        var start = new ProcessStartInfo("dotnet", [path, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
