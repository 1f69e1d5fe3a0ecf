using System.Globalization;

namespace TracingReference.LoadTest.Probe;

/// <summary>
/// The processor time of the JIT's background thread, by the kernel's account (Linux; 0 elsewhere). It optimizes what was called often:
/// work that is paid once, and that a measurement of seconds must be able to tell from the work of requests.
/// <para>The runtime ends the thread when it has idled for DOTNET_TC_BackgroundWorkerTimeoutMs; a thread that ended keeps what it was
/// seen to have used.</para>
/// </summary>
internal sealed class CompilerThread
{
    private const string Tasks = "/proc/self/task";
    private const string Name = ".NET Tiered Com"; // the kernel cuts names after 15 characters
    private string? folder;
    private TimeSpan ended;
    private TimeSpan seen;

    /// <summary>What it used since the process began.</summary>
    public TimeSpan Used()
    {
        if (folder is null || !IsIt(folder))
        {
            (ended, seen) = (ended + seen, TimeSpan.Zero);
            folder = Directory.Exists(Tasks) ? Directory.EnumerateDirectories(Tasks).FirstOrDefault(IsIt) : null;
        }

        if (folder is not null && Read(folder, "schedstat") is { } statistics)
        {
            seen = TimeSpan.FromTicks(long.Parse(statistics.Split(' ')[0], CultureInfo.InvariantCulture) / TimeSpan.NanosecondsPerTick);
        }

        return ended + seen;
    }

    private static bool IsIt(string folder) => Read(folder, "comm")?.TrimEnd() == Name;

    private static string? Read(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (IOException)
        {
            return null; // the thread has ended
        }
    }
}
