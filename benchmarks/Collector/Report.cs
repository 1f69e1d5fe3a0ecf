using System.Globalization;

namespace TracingReference.Benchmarks.Collector;

/// <summary>Prints medians [least to greatest] as a Markdown table; by rate, it is the curve of offered against delivered.</summary>
internal static class Report
{
    public static void Heading(Series series) => Console.WriteLine($"""

        {series.Title}: {series.Processes} processes in turn, {series.Rates.Count} loads of {series.Seconds} s each

        | mode | protocol | spans/s asked for | offered/s | sent | delivered | sampled out | refused | dropped | CPU µs/span | allocated B/span | peak MiB | spans/s per core |
        |---|---|---|---|---|---|---|---|---|---|---|---|---|
        """);

    public static void Row(Scenario scenario, int rate, IReadOnlyList<Sample> samples) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {scenario.Mode} | {scenario.Protocol} | {rate:N0} | {Spread(samples, s => s.OfferedPerSecond, "N0")} | {Sum(samples, s => s.Sent)} | {Sum(samples, s => s.Delivered)} "
        + $"| {Sum(samples, s => s.SampledOut)} | {Sum(samples, s => s.Refused)} | {Sum(samples, s => s.Dropped)} | {Spread(samples, s => s.ProcessorMicroseconds, "F2")} "
        + $"| {Spread(samples, s => s.AllocatedBytes, "F0")} | {Spread(samples, s => s.PeakResidentBytes / 1048576.0, "F0")} | {Spread(samples, s => s.SpansPerSecondPerCore, "N0")} |"));

    private static string Sum(IReadOnlyList<Sample> samples, Func<Sample, long> value) => samples.Sum(value).ToString("N0", CultureInfo.InvariantCulture);

    private static string Spread(IReadOnlyList<Sample> samples, Func<Sample, double> value, string format)
    {
        var sorted = samples.Select(value).Order().ToArray();
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return sorted.Length == 1 ? Text(median) : $"{Text(median)} [{Text(sorted[0])} to {Text(sorted[^1])}]";

        string Text(double number) => number.ToString(format, CultureInfo.InvariantCulture);
    }
}
