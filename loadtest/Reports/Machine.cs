using System.Globalization;
using System.Runtime.InteropServices;

namespace TracingReference.LoadTest.Reports;

/// <summary>What the figures were measured on.</summary>
/// <param name="Processor">Its model.</param>
/// <param name="Cores">How many this process may use.</param>
/// <param name="MemoryBytes">Of the machine.</param>
/// <param name="OperatingSystem">Name and kernel.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="LoadBefore">The load average over one minute before the run; null where the system does not tell.</param>
public sealed record Machine(string Processor, int Cores, long MemoryBytes, string OperatingSystem, string Runtime, double? LoadBefore)
{
    private const string Model = "model name";

    /// <summary>This machine, now.</summary>
    public static Machine Here() => new(
        First("/proc/cpuinfo", Model)?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        First("/proc/loadavg", "") is { } load ? double.Parse(load.Split(' ')[0], CultureInfo.InvariantCulture) : null);

    private static string? First(string path, string start) =>
        File.Exists(path) ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal)) : null;
}
