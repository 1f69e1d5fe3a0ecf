namespace TracingReference.SystemTests.Shop;

/// <summary>Lets one system run at a time on a machine, across processes: two would share ports and spoil each other's timing.</summary>
internal sealed class SystemLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);
    private readonly FileStream file;

    private SystemLock(FileStream file) => this.file = file;

    public static async Task<SystemLock> AcquireAsync()
    {
        var path = Path.Combine(Path.GetTempPath(), "tracing-reference-system-tests.lock");
        using var giveUp = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (true)
        {
            try
            {
                return new SystemLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException)
            {
                // Held by another process; files have no event for their release.
                await timer.WaitForNextTickAsync(giveUp.Token);
            }
        }
    }

    public void Dispose() => file.Dispose();
}
