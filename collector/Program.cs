using System.Runtime.InteropServices;
using TracingReference.Collector;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Pipelines;

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

using var stop = new CancellationTokenSource();
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
await service.StopAsync(CancellationToken.None);
return 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
