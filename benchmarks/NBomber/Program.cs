using System.Diagnostics;
using System.Globalization;
using NBomber.CSharp;
using TracingReference.Benchmarks.NBomber;

const string help = """
    How many requests a second the load generator makes from one core, against an endpoint that answers "ok" on another.

      --rate LIST    requests a second, one after the other (default 5000,10000,20000,30000)
      --seconds N    how long each (default 10)
      --runs N       how often each (default 5; the median and the range are printed)

    Exit codes: 0 measured, 2 wrong arguments.
    """;
int[] rates = [5_000, 10_000, 20_000, 30_000];
var (seconds, runs) = (10, 5);
for (var i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--serve":
            TrivialEndpoint.Run();
            return 0;
        case "--help" or "-h":
            Console.WriteLine(help);
            return 0;
        case "--rate" when i + 1 < args.Length && args[++i].Split(',') is var list && list.All(IsCount):
            rates = [.. list.Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
            break;
        case "--seconds" when i + 1 < args.Length && IsCount(args[++i]):
            seconds = int.Parse(args[i], CultureInfo.InvariantCulture);
            break;
        case "--runs" when i + 1 < args.Length && IsCount(args[++i]):
            runs = int.Parse(args[i], CultureInfo.InvariantCulture);
            break;
        default:
            Console.Error.WriteLine($"'{args[i]}' is unknown, or its value is missing or no number above 0; see --help");
            return 2;
    }
}

using var endpoint = TrivialEndpoint.Start();
if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
{
    Process.GetCurrentProcess().ProcessorAffinity = 1; // the endpoint has the other core
}

using var http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null, MaxConnectionsPerServer = 256 }) { BaseAddress = endpoint.Address };
Console.WriteLine($"load generator: {typeof(NBomberRunner).Assembly.GetName().Name}; one core for it, another for the endpoint");
Console.WriteLine();
Console.WriteLine("| requests/s asked for | made/s | failed | p50 ms | p99 ms | processor time, us a request |");
Console.WriteLine("|---|---|---|---|---|---|");
_ = Measure(rates[0], 3); // compiles everything
foreach (var rate in rates)
{
    var samples = Enumerable.Range(0, runs).Select(_ => Measure(rate, seconds)).ToArray();
    Console.WriteLine(
        $"| {rate:N0} | {Spread(samples, s => s.Made, "N0")} | {samples.Sum(s => s.Failed)} | {Spread(samples, s => s.P50, "F2")} | {Spread(samples, s => s.P99, "F2")} | {Spread(samples, s => s.Cpu, "F1")} |");
}

return 0;

Sample Measure(int rate, int during)
{
    var scenario = Scenario.Create("trivial", async _ =>
        {
            using var response = await http.GetAsync(new Uri("/", UriKind.Relative)).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? Response.Ok() : Response.Fail();
        })
        .WithoutWarmUp()
        .WithMaxFailCount(int.MaxValue)
        .WithLoadSimulations(Simulation.Inject(rate, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(during)));
    var cpu = Environment.CpuUsage.TotalTime;
    var clock = Stopwatch.StartNew();
    var stats = NBomberRunner.RegisterScenarios(scenario).WithoutReports().DisplayConsoleMetrics(false).Run().ScenarioStats[0];
    var elapsed = clock.Elapsed;
    var ok = stats.Ok.Request.Count;
    return new(ok / elapsed.TotalSeconds, stats.Fail.Request.Count, stats.Ok.Latency.Percent50, stats.Ok.Latency.Percent99, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / ok);
}

static bool IsCount(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;

static string Spread(Sample[] samples, Func<Sample, double> field, string format)
{
    var values = samples.Select(field).Order().ToArray();
    return string.Create(CultureInfo.InvariantCulture, $"{values[values.Length / 2].ToString(format, CultureInfo.InvariantCulture)} [{values[0].ToString(format, CultureInfo.InvariantCulture)} to {values[^1].ToString(format, CultureInfo.InvariantCulture)}]");
}
