using System.Runtime.InteropServices;
using TracingReference.LoadTest.Commands;

try
{
    if (LoadTestOptions.Parse(args) is not { } options)
    {
        Console.WriteLine(LoadTestOptions.Usage);
        return (int)ExitCode.Pass;
    }

    using var stop = new CancellationTokenSource();
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    return (int)await LoadTestCommands.RunAsync(options, stop.Token).ConfigureAwait(false);

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true; // what was measured until now is reported first
        stop.Cancel();
    }
}
catch (Exception e)
{
    Console.Error.WriteLine(e is LoadTestException ? e.Message : e.ToString());
    return (int)ExitCode.Failed;
}
