using System.Diagnostics;
using TracingReference.Benchmarks.Collector;

if (args.Contains("--help"))
{
    Console.WriteLine(Options.Help);
    return 0;
}

Options options;
try
{
    options = Options.Parse(args);
}
catch (ArgumentException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 2;
}

var begin = Stopwatch.GetTimestamp();
var expected = options.Series.Aggregate(TimeSpan.Zero, (sum, series) => sum + series.Expected);
var measurement = new Measurement(options.Command, options.Port);
var hasFailed = false;
Console.WriteLine($"collector: {options.Command ?? "this repository's"}; {Environment.ProcessorCount} cores, shared with generator and sink");
foreach (var series in options.Series)
{
    var samples = series.Scenarios.ToDictionary(scenario => scenario, _ => new List<Sample>());
    for (var process = 1; process <= series.Processes; process++)
    {
        foreach (var (scenario, taken) in samples)
        {
            Tell($"{series.Title}: {scenario.Mode} over {scenario.Protocol}, process {process} of {series.Processes}");
            try
            {
                taken.AddRange(await measurement.RunAsync(scenario, series.Rates, series.Duration));
            }
            catch (Exception error) when (error is InvalidOperationException or HttpRequestException or TaskCanceledException)
            {
                hasFailed = true;
                Tell($"failed, and is left out: {error.Message}");
            }
        }
    }

    Report.Heading(series);
    foreach (var (scenario, taken) in samples)
    {
        foreach (var rate in taken.GroupBy(sample => sample.Rate))
        {
            Report.Row(scenario, rate.Key, [.. rate]);
        }
    }
}

Tell("done");
return hasFailed ? 1 : 0;

// Not on standard output: the tables are.
void Tell(string what) => Console.Error.WriteLine($"{Stopwatch.GetElapsedTime(begin):mm\\:ss} of some {expected:mm\\:ss}  {what}");
