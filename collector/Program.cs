using System.Runtime.InteropServices;
using TracingReference.Collector;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Pipelines;

// What a stop may take beyond its limit: connections are closed, counters written.
var slack = TimeSpan.FromSeconds(2);
CommandLine command;
try
{
    command = CommandLine.Parse(args);
}
catch (ArgumentException error)
{
    await Console.Error.WriteLineAsync($"collector: {error.Message}");
    return 2;
}

switch (command.Command)
{
    case "help":
        Console.WriteLine(CommandLine.Help);
        return 0;
    case "components":
        Console.WriteLine(ComponentList.Format(Components.All));
        return 0;
}

var findings = new ConfigFindings();
CollectorConfig config;
try
{
    config = new ConfigLoader(Components.Configurable).Load(
        ConfigSource.Load(command.Configs, command.Sets, Environment.GetEnvironmentVariable, findings), findings);
    findings.ThrowIfErrors();
}
catch (ConfigException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}

var isRun = command.Command == "run";
foreach (var warning in findings.Warnings.Concat(isRun ? [] : findings.StartErrors))
{
    await Console.Error.WriteLineAsync($"warning: {warning}");
}

if (!isRun)
{
    return 0;
}

if (findings.StartErrors.Count > 0)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, findings.StartErrors));
    return 1;
}

// Asked again in the same way, somebody is tired of waiting. Two ways at once, a terminal's and a supervisor's, are one stop.
var signals = new HashSet<PosixSignal>();
var stop = new CancellationTokenSource(); // never disposed: a signal's thread may still be in it when all is over
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var loggers = LoggerFactory.Create(logging => logging
    .SetMinimumLevel(config.Telemetry.LogLevel)
    .AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss.fff ")));
var service = new CollectorService(config, loggers, TimeProvider.System);
try
{
    await service.StartAsync(stop.Token);
}
catch (StartException error)
{
    await Console.Error.WriteLineAsync($"collector: {error.Message}");
    return 1;
}
catch (OperationCanceledException)
{
    return 0;
}

await Task.Delay(Timeout.Infinite, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
try
{
    await service.StopAsync().WaitAsync(CollectorService.StopLimit + slack);
    return 0;
}
catch (TimeoutException)
{
    await Console.Error.WriteLineAsync($"collector: the stop has not ended within {CollectorService.StopLimit + slack}; what is still held is lost");
    return 3;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    lock (signals)
    {
        if (!signals.Add(signal.Signal))
        {
            Environment.Exit(3);
        }
    }

    stop.Cancel();
}
