using System.Globalization;
using TracingReference.LoadTest.Probe;

/// <summary>
/// Loaded into every .NET process of a system under test by DOTNET_STARTUP_HOOKS, whose contract asks for this name outside of
/// any namespace. Both arms of a comparison have it, so it favours neither.
/// </summary>
internal static class StartupHook
{
    // Set by the harness: the folder for the sockets, and what percentage of its processor time a process burns on top.
    private const string FolderVariable = "LOADTEST_PROBES";
    private const string BurnVariable = "LOADTEST_BURN_PERCENT";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } folder)
        {
            return;
        }

        var burner = int.TryParse(Environment.GetEnvironmentVariable(BurnVariable), CultureInfo.InvariantCulture, out var percent) && percent > 0
            ? Burner.Start(percent)
            : null;
        ReadingServer.Start(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}.sock")), burner);
    }
}
