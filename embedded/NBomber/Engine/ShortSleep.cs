using System.Runtime.InteropServices;

namespace NBomber.Engine;

/// <summary>
/// Sleeps for less than a millisecond, which Thread.Sleep cannot: load that is due in between would be sent late, and its
/// latency, counted from when it was due, would be the generator's. Spinning would take the core that is measured.
/// </summary>
internal static partial class ShortSleep
{
    /// <summary>Sleeps for about so long; without a short sleep of the platform, for a millisecond.</summary>
    public static void For(TimeSpan time)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = NanoSleep(new TimeSpec(time.Ticks / TimeSpan.TicksPerSecond, time.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick), 0);
        }
        else
        {
            Thread.Sleep(1);
        }
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int NanoSleep(in TimeSpec time, nint left);

    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);
}
