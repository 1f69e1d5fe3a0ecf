using System.Runtime.InteropServices;

namespace Aspire.Hosting.Runtime;

/// <summary>Sessions and process groups: what is started here leads its own, so that a signal reaches all that it starts
/// in turn, and an interrupt from the terminal reaches none of it.</summary>
internal static partial class Session
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <exception cref="DistributedApplicationException">It is not installed.</exception>
    public static string Setsid { get; } = new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists)
        ?? throw new DistributedApplicationException("'setsid' was not found. Install util-linux: processes are started in sessions of their own.");

    /// <summary>Sends a signal to every process of a group; a group that is gone is no error.</summary>
    public static void Signal(int group, int signal) => _ = SendSignal(-group, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int target, int signal);
}
