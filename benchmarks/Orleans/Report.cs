using System.Globalization;

namespace TracingReference.Benchmarks.Orleans;

/// <summary>Medians of the samples, with the least and the greatest.</summary>
internal static class Report
{
    public static void Print(TextWriter output, IReadOnlyDictionary<(int Cores, Tracing Tracing), List<Sample>> samples)
    {
        output.WriteLine("| cores | tracing | one grain, one caller in sequence, calls/s | 100 callers, 100 grains, calls/s | bytes/call | start, ms | first call, ms | resident, MB | under load, MB |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var ((cores, tracing), rows) in samples.OrderBy(entry => entry.Key))
        {
            output.WriteLine(
                $"| {cores} | {tracing} | {Thousands(rows, sample => sample.Sequential)} | {Thousands(rows, sample => sample.Concurrent)} " +
                $"| {Median(rows, sample => sample.SequentialBytes)} and {Median(rows, sample => sample.ConcurrentBytes)} | {Median(rows, sample => sample.StartMs)} " +
                $"| {Median(rows, sample => sample.FirstCallMs)} | {Median(rows, sample => sample.IdleMb)} | {Median(rows, sample => sample.LoadedMb)} |");
        }
    }

    private static string Thousands(List<Sample> rows, Func<Sample, double> value)
    {
        var sorted = rows.Select(row => value(row) / 1000).Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Length / 2]:N0}k [{sorted[0]:N0}-{sorted[^1]:N0}k]");
    }

    private static string Median(List<Sample> rows, Func<Sample, double> value) =>
        rows.Select(value).Order().ElementAt(rows.Count / 2).ToString("N0", CultureInfo.InvariantCulture);
}
