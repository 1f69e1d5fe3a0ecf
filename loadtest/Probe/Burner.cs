namespace TracingReference.LoadTest.Probe;

/// <summary>A planted fault: burns a share of what the process uses of the processor, so that one can see the harness find it.</summary>
internal sealed class Burner
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly double share;
    private long burnt;

    private Burner(double share) => this.share = share;

    /// <summary>All processor time of the burner's thread so far, by the kernel's account, its looking how much it owes included.</summary>
    public TimeSpan Burnt => TimeSpan.FromTicks(Interlocked.Read(ref burnt));

    /// <param name="percent">Of the processor time that the process would use without it.</param>
    public static Burner Start(int percent)
    {
        var burner = new Burner(percent / 100.0);
        new Thread(burner.Run) { IsBackground = true, Name = "load test burner" }.Start();
        return burner;
    }

    private void Run()
    {
        while (true)
        {
            Thread.Sleep(Pause);
            var others = Environment.CpuUsage.TotalTime - ThreadClock.Now;
            while (ThreadClock.Now < share * others)
            {
                Thread.SpinWait(100);
            }

            Interlocked.Exchange(ref burnt, ThreadClock.Now.Ticks);
        }
    }
}
