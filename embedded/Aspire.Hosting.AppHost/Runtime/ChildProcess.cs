using System.Diagnostics;

namespace Aspire.Hosting.Runtime;

/// <summary>A running process that leads its own session and process group.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan OutputTimeout = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly Watchdog _watchdog;

    private ChildProcess(Process process, Watchdog watchdog, Action<string, bool> output)
    {
        _process = process;
        _watchdog = watchdog;
        Id = process.Id;
        Exited = WaitForExitAsync(Task.WhenAll(
            OutputLines.PumpAsync(process.StandardOutput.BaseStream, line => output(line, false)),
            OutputLines.PumpAsync(process.StandardError.BaseStream, line => output(line, true))));
    }

    /// <summary>The id of the process, its group and its session.</summary>
    public int Id { get; }

    /// <summary>The exit code, 128 + n after signal n, when the process has ended and what it left in its group is gone.</summary>
    public Task<int> Exited { get; }

    public static ChildProcess Start(ProcessSpec spec, Watchdog watchdog, Action<string, bool> output)
    {
        var start = new ProcessStartInfo(Session.Setsid)
        {
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in spec.Arguments.Prepend(spec.Command))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }

        watchdog.Mark(start.Environment);
        var process = Process.Start(start)!;
        watchdog.Add(process.Id);
        process.StandardInput.Dispose();
        return new(process, watchdog, output);
    }

    /// <summary>Asks the process to end, and ends it by force when the time is over.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        Session.Signal(Id, Session.Terminate);
        if (!await ExitsWithinAsync(grace / 2).ConfigureAwait(false))
        {
            // Some servers end at once only when interrupted: on termination PostgreSQL waits for its clients to leave.
            Session.Signal(Id, Session.Interrupt);
            if (!await ExitsWithinAsync(grace / 2).ConfigureAwait(false))
            {
                Session.Signal(Id, Session.Kill);
            }
        }

        await Exited.ConfigureAwait(false);
    }

    public void Dispose() => _process.Dispose();

    private async Task<bool> ExitsWithinAsync(TimeSpan time) =>
        await Task.WhenAny(Exited, Task.Delay(time)).ConfigureAwait(false) == Exited;

    private async Task<int> WaitForExitAsync(Task output)
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        Session.Signal(Id, Session.Kill);
        _watchdog.Remove(Id);

        // What was printed last belongs to this run. A process that has left the group may hold the pipe for ever.
        await Task.WhenAny(output, Task.Delay(OutputTimeout)).ConfigureAwait(false);
        return _process.ExitCode;
    }
}
