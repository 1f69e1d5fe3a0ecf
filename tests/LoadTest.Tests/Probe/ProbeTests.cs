using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Probe;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Tests.Probe;

public sealed class ProbeTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("probe-tests-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_process_tells_what_it_used()
    {
        ReadingServer.Start(Socket, burner: null);
        var before = await ReadAsync();
        Assert.True(before.Cpu > TimeSpan.Zero && before.ResidentBytes > 1_000_000);

        var block = new byte[10_000_000];
        Spin(TimeSpan.FromMilliseconds(50));
        var after = await ReadAsync();
        GC.KeepAlive(block);

        Assert.True(after.AllocatedBytes - before.AllocatedBytes >= block.Length);
        Assert.True(after.Cpu - before.Cpu >= TimeSpan.FromMilliseconds(45));
        Assert.True(after.Jit >= before.Jit && after.Jit < after.Cpu);
        Assert.Equal(TimeSpan.Zero, after.Burnt);
    }

    [Fact]
    public async Task A_burner_burns_its_share_of_what_the_rest_uses()
    {
        // It never ends, so it is a small one; the process has used plenty by now, or will have.
        var burner = Burner.Start(percent: 2);
        Spin(TimeSpan.FromMilliseconds(100));
        await BurningAsync(burner).WaitAsync(TimeSpan.FromSeconds(30));

        // It pays what it owes and hardly more.
        var (burnt, all) = (burner.Burnt, Environment.CpuUsage.TotalTime);
        Assert.True(burnt <= (0.02 * (all - burnt)) + TimeSpan.FromMilliseconds(1), $"{burnt} of {all}");
    }

    [Fact]
    public void The_compiler_s_thread_is_found_once_it_has_worked()
    {
        // A test run has long called enough methods often enough for some to be optimized in the background.
        Assert.Equal(OperatingSystem.IsLinux(), new CompilerThread().Used() > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_process_that_has_ended_is_named()
    {
        var error = await Assert.ThrowsAsync<LoadTestException>(() => ProbeClient.ReadAsync(folder.FullName, "payment", 7, CancellationToken.None));
        Assert.StartsWith("The probe in payment (process 7) does not answer on ", error.Message, StringComparison.Ordinal);
    }

    private string Socket => Path.Combine(folder.FullName, FormattableString.Invariant($"{Environment.ProcessId}.sock"));

    private Task<ProcessReading> ReadAsync() => ProbeClient.ReadAsync(folder.FullName, "tests", Environment.ProcessId, CancellationToken.None);

    private static async Task BurningAsync(Burner burner)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (burner.Burnt == TimeSpan.Zero && await timer.WaitForNextTickAsync())
        {
            // It pays in portions.
        }
    }

    private static void Spin(TimeSpan time)
    {
        var begun = ThreadClock.Now;
        while (ThreadClock.Now - begun < time)
        {
            Thread.SpinWait(100);
        }
    }
}
