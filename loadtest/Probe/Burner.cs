namespace TracingReference.LoadTest.Probe;

/// <summary>A planted fault: burns a share of what the process uses of the processor, so that one can see the harness find it.</summary>
internal sealed class Burner
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly double share;
    private long burnt;

    private Burner(double share) => this.share = share;

    /// <summary>Processor time burnt so far, by the operating system's account: what other threads used meanwhile is not in it.</summary>
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
            var others = Environment.CpuUsage.TotalTime - Burnt;
            var owed = (share * others) - Burnt;
            if (owed > TimeSpan.Zero)
            {
                var begun = ThreadClock.Now;
                while (ThreadClock.Now - begun < owed)
                {
                    Thread.SpinWait(100);
                }

                Interlocked.Add(ref burnt, (ThreadClock.Now - begun).Ticks);
            }
        }
    }
}
