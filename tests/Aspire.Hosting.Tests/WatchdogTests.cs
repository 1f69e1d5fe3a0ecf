using System.Diagnostics;
using TracingReference.HostingTests.Support;

namespace TracingReference.HostingTests;

/// <summary>What remains when an AppHost is killed: nothing.</summary>
public sealed class WatchdogTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly CancellationTokenSource _timeout = new(TimeSpan.FromSeconds(30));

    public void Dispose()
    {
        _timeout.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task After_a_kill_of_the_AppHost_its_processes_end_wherever_they_have_gone()
    {
        using var host = Processes.Start(Processes.Self, "host", _folder.Path);
        await Processes.UntilAsync(() => File.Exists(_folder.File("service.ready")), _timeout.Token);
        var (service, strayed) = (_folder.Number("service.pid"), _folder.Number("strayed.pid"));
        Assert.True(Processes.IsRunning(service) && Processes.IsRunning(strayed));

        host.Kill();

        await Processes.GoneAsync(service, _timeout.Token);
        await Processes.GoneAsync(strayed, _timeout.Token);
    }

    [Fact]
    public async Task On_a_signal_the_AppHost_stops_all_and_ends()
    {
        using var host = Processes.Start(Processes.Self, "host", _folder.Path);
        await Processes.UntilAsync(() => File.Exists(_folder.File("service.ready")), _timeout.Token);

        using var kill = Process.Start("/bin/kill", ["-TERM", $"{host.Id}"]);
        await host.WaitForExitAsync(_timeout.Token);

        Assert.Equal(0, host.ExitCode);
        Assert.False(Processes.IsRunning(_folder.Number("service.pid")));
        Assert.False(Processes.IsRunning(_folder.Number("strayed.pid")));
    }
}
