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

var command = options.Command ?? $"dotnet {typeof(TracingReference.Collector.Otlp.Batch).Assembly.Location}";
Console.WriteLine($"collector: {options.Command ?? "this repository's"}; {Environment.ProcessorCount} cores, shared with generator and sink; a span is {new Payload(isGrpc: false).BytesPerSpan} bytes");
foreach (var series in options.Series)
{
    var measurement = new Measurement(command, options.Port, TimeSpan.FromSeconds(series.Seconds));
    Report.Heading(series);
    foreach (var scenario in from mode in series.Modes from protocol in series.Protocols select new Scenario(mode, protocol))
    {
        foreach (var rate in series.Rates)
        {
            var samples = new List<Sample>();
            for (var run = 0; run < series.Runs; run++)
            {
                try
                {
                    samples.Add(await measurement.RunAsync(scenario, rate));
                }
                catch (Exception error) when (error is InvalidOperationException or HttpRequestException)
                {
                    await Console.Error.WriteLineAsync(error.Message);
                    return 1;
                }
            }

            Report.Row(scenario, rate, samples);
        }
    }
}

return 0;
