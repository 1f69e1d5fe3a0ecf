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
Console.WriteLine($"collector: {options.Command ?? "this repository's"}; {Environment.ProcessorCount} cores; a span is {new Payload(isGrpc: false).BytesPerSpan} bytes; {options.Runs} runs of {options.Seconds} s each");
var measurement = new Measurement(options, command);
Report.Heading();
foreach (var mode in options.Modes)
{
    foreach (var protocol in options.Protocols)
    {
        foreach (var rate in options.Rates)
        {
            var scenario = new Scenario(mode, protocol);
            var samples = new List<Sample>();
            for (var run = 0; run < options.Runs; run++)
            {
                try
                {
                    samples.Add(await measurement.RunAsync(scenario, rate));
                }
                catch (InvalidOperationException error)
                {
                    await Console.Error.WriteLineAsync(error.Message);
                    return 1;
                }
            }

            Report.Row(scenario, samples);
        }
    }
}

return 0;
