using TracingReference.SystemTests.Shop;

namespace TracingReference.SystemTests;

/// <summary>However the AppHost ends, nothing of it stays.</summary>
public sealed class StopTests
{
    [Theory]
    [InlineData("SIGTERM to dotnet run", 15, false, 8)]
    [InlineData("SIGINT to the AppHost", 2, true, 8)]
    [InlineData("SIGKILL of the AppHost", 9, true, 5)]
    public async Task No_process_and_no_port_is_left(string how, int signal, bool toAppHost, int seconds)
    {
        Assert.NotEmpty(how);
        await using var host = await AppHostProcess.StartAsync();
        var (processes, ports) = (host.ProcessIds, host.Ports());
        Assert.True(processes.Count >= 9, "endpoints.json names too few processes.");

        host.Signal(signal, toAppHost);
        using var giveUp = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100)); // the processes are not ours to wait for
        IReadOnlyList<string> left;
        do
        {
            left = AppHostProcess.Leftovers(processes, ports);
        }
        while (left.Count > 0 && !giveUp.IsCancellationRequested && await timer.WaitForNextTickAsync());

        Assert.Equal([], left);
        await host.ExitAsync(TimeSpan.FromSeconds(10));
    }
}
