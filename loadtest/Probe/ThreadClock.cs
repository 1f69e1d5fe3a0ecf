using System.Runtime.InteropServices;

namespace TracingReference.LoadTest.Probe;

/// <summary>The processor time of the calling thread (POSIX CLOCK_THREAD_CPUTIME_ID, as Linux numbers it).</summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3;

    public static TimeSpan Now => Read(ThreadCpuTime, out var time) == 0
        ? TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick))
        : throw new PlatformNotSupportedException("The burner needs a clock of the thread's processor time, and this system has none.");

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int Read(int clock, out Timespec time);

    private readonly struct Timespec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
