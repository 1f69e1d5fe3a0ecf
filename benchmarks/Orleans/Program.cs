using System.Text.Json;
using TracingReference.Benchmarks.Orleans;

if (args is ["--help"])
{
    Console.WriteLine(Options.Help);
    return 0;
}

Options options;
try
{
    options = Options.Parse(args);
}
catch (FormatException exception)
{
    Console.Error.WriteLine($"{exception.Message}\n{Options.Help}");
    return 2;
}

if (options.Sample is { } tracing)
{
    var sample = await Measurement.RunAsync(tracing, warmUp: TimeSpan.FromSeconds(8), options.Time);
    Console.WriteLine(JsonSerializer.Serialize(sample, SampleJson.Default.Sample));
    return 0;
}

Console.WriteLine($"TracingPackages: {Packages.Description}");
var samples = Runner.RunAll(options, Console.Error);
Report.Print(Console.Out, samples);
return 0;
