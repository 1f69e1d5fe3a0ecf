using System.Globalization;

namespace TracingReference.Benchmarks.Orleans;

/// <summary>Medians of the samples, with the least and the greatest.</summary>
internal static class Report
{
    public static void Print(TextWriter output, IReadOnlyDictionary<Case, List<Sample>> samples)
    {
        output.WriteLine("| cores | tracing | packages | in sequence: calls/s | processor µs/call | bytes/call | 100 callers: calls/s | processor µs/call | bytes/call | start, ms | first call, ms | resident, MB | under load, MB |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var ((cores, tracing, packages), rows) in samples.OrderBy(entry => (entry.Key.Cores, entry.Key.Tracing, entry.Key.Packages)))
        {
            output.WriteLine(
                $"| {cores} | {tracing} | {packages} | {Columns(rows, sample => sample.Sequential)} | {Columns(rows, sample => sample.Concurrent)} " +
                $"| {Median(rows, sample => sample.StartMs)} | {Median(rows, sample => sample.FirstCallMs)} | {Median(rows, sample => sample.IdleMb)} | {Median(rows, sample => sample.LoadedMb)} |");
        }
    }

    private static string Columns(List<Sample> rows, Func<Sample, Throughput> part) =>
        $"{Spread(rows, row => part(row).Rate / 1000, "N0", "k")} | {Spread(rows, row => part(row).Cpu, "N2")} | {Median(rows, row => part(row).Bytes)}";

    private static string Spread(List<Sample> rows, Func<Sample, double> value, string format, string unit = "")
    {
        var sorted = rows.Select(value).Order().Select(number => number.ToString(format, CultureInfo.InvariantCulture)).ToArray();
        return $"{sorted[sorted.Length / 2]}{unit} [{sorted[0]} to {sorted[^1]}{unit}]";
    }

    private static string Median(List<Sample> rows, Func<Sample, double> value) =>
        rows.Select(value).Order().ElementAt(rows.Count / 2).ToString("N0", CultureInfo.InvariantCulture);
}
