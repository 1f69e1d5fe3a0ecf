using System.Diagnostics;
using System.Net.NetworkInformation;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using TracingReference.Tests.Support;

namespace TracingReference.SystemTests.Shop;

/// <summary>The AppHost as a user runs it: <c>dotnet run --project AppHost</c>, with the Dashboard.</summary>
public sealed class AppHostProcess : IAsyncDisposable
{
    /// <summary>What is added to every fixed port.</summary>
    public const int PortOffset = 12_000;

    // Gateway, collector, Dashboard.
    private static readonly int[] FixedPorts = [8080, 4317, 4318, 8888, 8889, 13133, 18888, 18889, 18890];

    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);
    private readonly SystemLock turn;
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("tracing-reference-");
    private readonly Process process;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> output = [];

    private AppHostProcess(SystemLock turn)
    {
        this.turn = turn;
        process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet")
            {
                ArgumentList =
                {
                    "run", "--no-build", "--project", "AppHost", "-c", BuildConfiguration, "--",
                    "--port-offset", $"{PortOffset}", "--data", data.FullName,
                },
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
    }

    /// <summary>The process ids of everything that runs, the AppHost's own included, by resource.</summary>
    public IReadOnlyDictionary<string, int> ProcessIds => Endpoints()
        .Where(pair => pair.Value?["pid"] is not null)
        .ToDictionary(pair => pair.Key, pair => (int)pair.Value!["pid"]!);

    private static string BuildConfiguration => AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        ? "Release"
        : "Debug";

    public static async Task<AppHostProcess> StartAsync()
    {
        var host = new AppHostProcess(await SystemLock.AcquireAsync());
        host.process.Start();
        host.process.BeginOutputReadLine();
        host.process.BeginErrorReadLine();
        await Task.WhenAny(host.ready.Task, host.process.WaitForExitAsync()).WaitAsync(StartTimeout);
        Assert.True(host.ready.Task.IsCompleted, $"The AppHost ended before it was ready:\n{string.Join('\n', host.output)}");
        return host;
    }

    /// <summary>Sends a signal to <c>dotnet run</c>, or to the AppHost itself.</summary>
    public void Signal(int signal, bool toAppHost) => Assert.Equal(0, Kill(toAppHost ? ProcessIds["apphost"] : process.Id, signal));

    /// <summary>Waits until <c>dotnet run</c> has ended.</summary>
    public async Task<int> ExitAsync(TimeSpan timeout)
    {
        await process.WaitForExitAsync().WaitAsync(timeout);
        return process.ExitCode;
    }

    /// <summary>What is still there of these processes, and of the ports of the system.</summary>
    public static IReadOnlyList<string> Leftovers(IReadOnlyDictionary<string, int> processIds, IReadOnlySet<int> ports)
    {
        var alive = processIds.Where(pair => Directory.Exists($"/proc/{pair.Value}") && !IsZombie(pair.Value)).Select(pair => $"{pair.Key} ({pair.Value})");
        var open = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
            .Select(listener => listener.Port).Where(ports.Contains).Select(port => $"port {port}");
        return [.. alive, .. open];
    }

    /// <summary>All ports that the system listens on.</summary>
    public IReadOnlySet<int> Ports() => Endpoints()
        .SelectMany(pair => (pair.Value?["urls"]?.AsArray() ?? []).Append(pair.Value?["controlUrl"]).OfType<JsonNode>())
        .Select(url => new Uri((string)url!).Port)
        .Concat(FixedPorts.Select(port => port + PortOffset))
        .ToHashSet();

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            Kill(process.Id, 15);
            await ExitAsync(TimeSpan.FromSeconds(20));
        }

        process.Dispose();
        data.Delete(recursive: true);
        turn.Dispose();
    }

    private static bool IsZombie(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat").Split(") ", 2) is [_, ['Z', ..]];
        }
        catch (IOException)
        {
            return true; // gone in the meantime
        }
    }

    private JsonObject Endpoints() => JsonNode.Parse(File.ReadAllText(Path.Combine(data.FullName, "endpoints.json")))!.AsObject();

    private void Note(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (output)
        {
            output.Add(line);
        }

        if (line.StartsWith("ready in ", StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}
