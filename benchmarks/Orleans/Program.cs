using System.Globalization;
using System.Text.Json;
using TracingReference.Benchmarks.Orleans;

var options = new Dictionary<string, string> { ["--runs"] = "5", ["--seconds"] = "3", ["--cores"] = "1,2", ["--tracing"] = "None,Unheard,Recorded" };
for (var i = 0; i < args.Length; i += 2)
{
    if (i + 1 == args.Length || (args[i] != "--sample" && !options.ContainsKey(args[i])))
    {
        Console.Error.WriteLine($"""
            Unknown or incomplete option {args[i]}. Throughput of grain calls, each sample from a fresh process:
              --runs 5        samples of each kind, interleaved
              --seconds 3     of measurement for each figure, after a warm-up of 3 s
              --cores 1,2     how many cores a process may use
              --tracing None,Unheard,Recorded
            """);
        return 2;
    }

    options[args[i]] = args[i + 1];
}

var seconds = double.Parse(options["--seconds"], CultureInfo.InvariantCulture);
if (options.TryGetValue("--sample", out var one))
{
    var sample = await Measurement.RunAsync(Enum.Parse<Tracing>(one), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(seconds));
    Console.WriteLine(JsonSerializer.Serialize(sample, SampleJson.Default.Sample));
    return 0;
}

var samples = new Dictionary<(int, Tracing), List<Sample>>();
for (var run = 0; run < int.Parse(options["--runs"], CultureInfo.InvariantCulture); run++)
{
    foreach (var cores in options["--cores"].Split(',').Select(int.Parse))
    {
        foreach (var tracing in options["--tracing"].Split(',').Select(Enum.Parse<Tracing>))
        {
            if (!samples.TryGetValue((cores, tracing), out var rows))
            {
                samples[(cores, tracing)] = rows = [];
            }

            rows.Add(Runner.Run(tracing, cores, seconds));
        }
    }
}

Report.Print(Console.Out, samples);
return 0;
