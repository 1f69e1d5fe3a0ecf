using System.Globalization;

namespace TracingReference.LoadTest.Overhead;

/// <summary>What this machine's processors did until now, in the kernel's ticks (/proc/stat): too busy a machine measures its own queues.</summary>
/// <param name="Busy">Time at work, or waiting for a processor that the hypervisor gave to others.</param>
/// <param name="All">All time.</param>
internal readonly record struct ProcessorTime(double Busy, double All)
{
    private const string Statistics = "/proc/stat";
    private const int Fields = 8; // what follows is in them already
    private const int Idle = 3;
    private const int WaitingForDisk = 4;

    /// <summary>The share at work; 0 where the system does not tell.</summary>
    public double Share => All > 0 ? Busy / All : 0;

    public static ProcessorTime Now()
    {
        if (!File.Exists(Statistics))
        {
            return default;
        }

        var ticks = File.ReadLines(Statistics).First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(Fields)
            .Select(field => double.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return new(ticks.Sum() - ticks[Idle] - ticks[WaitingForDisk], ticks.Sum());
    }

    public static ProcessorTime operator +(ProcessorTime left, ProcessorTime right) => new(left.Busy + right.Busy, left.All + right.All);

    public static ProcessorTime operator -(ProcessorTime left, ProcessorTime right) => new(left.Busy - right.Busy, left.All - right.All);
}
