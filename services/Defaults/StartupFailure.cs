namespace TracingReference.Defaults;

/// <summary>A service that cannot start says why in one line, instead of a stack trace and a core dump.</summary>
internal static class StartupFailure
{
    private const int CouldNotStart = 1;

    /// <summary>From now on, an exception that nobody catches is one line on standard error and the exit code 1.</summary>
    public static void Report(string serviceName) => AppDomain.CurrentDomain.UnhandledException += (_, failure) =>
    {
        if (failure.ExceptionObject is InvalidOperationException or ArgumentException or FormatException or IOException)
        {
            Console.Error.WriteLine($"{serviceName} could not start: {((Exception)failure.ExceptionObject).Message}");
            Environment.Exit(CouldNotStart);
        }
    };
}
