using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace TracingReference.Benchmarks.Collector;

/// <summary>The collector that is measured, in a process of its own.</summary>
internal sealed partial class CollectorProcess : IDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);
    private const int LinesKept = 500;
    private readonly Process _process;
    private readonly string _config;
    private readonly ConcurrentQueue<string> _said = new();

    private CollectorProcess(Process process, string config)
    {
        (_process, _config) = (process, config);
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Processor time it has used, user and system.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The most memory it has had resident, in bytes.</summary>
    public long PeakResident => Status("VmHWM:") * 1024;

    /// <param name="command">The program and its arguments.</param>
    /// <param name="files">Configuration files.</param>
    /// <param name="yaml">What is laid over them.</param>
    /// <param name="port">Where it listens when it is ready.</param>
    /// <exception cref="InvalidOperationException">It ended, or did not listen in time.</exception>
    public static async Task<CollectorProcess> StartAsync(string command, IEnumerable<string> files, string yaml, int port)
    {
        var config = Path.GetTempFileName();
        await File.WriteAllTextAsync(config, yaml);
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var start = new ProcessStartInfo(words[0]) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var word in words[1..].Concat(files.Append(config).SelectMany(file => new[] { "--config", file })))
        {
            start.ArgumentList.Add(word);
        }

        var process = Process.Start(start)!;
        var collector = new CollectorProcess(process, config);
        var begin = Stopwatch.GetTimestamp();
        while (!await ListensAsync(port))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(begin) > StartPatience)
            {
                collector.Dispose();
                throw new InvalidOperationException($"the collector does not listen on {port}; {collector.LastWords}");
            }

            await Task.Delay(50);
        }

        return collector;
    }

    /// <summary>Lets it flush and end.</summary>
    /// <exception cref="InvalidOperationException">It does not end, or did so with an error.</exception>
    public async Task StopAsync()
    {
        _ = Kill(_process.Id, SigTerm);
        using var patience = new CancellationTokenSource(StopPatience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"the collector does not end within {StopPatience.TotalSeconds} s of SIGTERM; {LastWords}");
        }

        if (_process.ExitCode != 0)
        {
            throw new InvalidOperationException($"the collector ended with {_process.ExitCode}; {LastWords}");
        }
    }

    private string LastWords => $"its last words:{Environment.NewLine}{string.Join(Environment.NewLine, _said)}";

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();

            // Else its ports would still be taken when the next one starts.
            _process.WaitForExit(StopPatience);
        }

        _process.Dispose();
        File.Delete(_config);
    }

    private static async Task<bool> ListensAsync(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Keep(object process, DataReceivedEventArgs line)
    {
        if (line.Data is { } said)
        {
            _said.Enqueue(said);
            if (_said.Count > LinesKept)
            {
                _ = _said.TryDequeue(out _);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);

    private long Status(string key) => File.ReadLines($"/proc/{_process.Id}/status")
        .Where(line => line.StartsWith(key, StringComparison.Ordinal))
        .Select(line => long.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture))
        .First();
}
