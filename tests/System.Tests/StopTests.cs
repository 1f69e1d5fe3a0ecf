using TracingReference.SystemTests.Shop;

namespace TracingReference.SystemTests;

/// <summary>However the AppHost ends, nothing of it stays.</summary>
public sealed class StopTests
{
    private const int Sigint = 2;
    private const int Sigkill = 9;
    private const int Sigterm = 15;

    [Theory]
    [InlineData(Sigterm, false, 8)]
    [InlineData(Sigterm, true, 8)]
    [InlineData(Sigint, true, 8)]
    [InlineData(Sigkill, true, 5)]
    public async Task No_process_and_no_port_is_left(int signal, bool toAppHost, int seconds)
    {
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
        Assert.Equal(signal == Sigkill ? 128 + Sigkill : 0, await host.ExitAsync(TimeSpan.FromSeconds(10)));
    }
}
