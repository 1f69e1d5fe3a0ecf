namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states of a resource.</summary>
public static class KnownResourceStates
{
    public static readonly string NotStarted = "NotStarted";

    public static readonly string Waiting = "Waiting";

    public static readonly string Starting = "Starting";

    public static readonly string Running = "Running";

    public static readonly string Stopping = "Stopping";

    public static readonly string Finished = "Finished";

    public static readonly string Exited = "Exited";

    public static readonly string FailedToStart = "FailedToStart";

    public static readonly string RuntimeUnhealthy = "RuntimeUnhealthy";

    /// <summary>The states that a resource leaves only when it is started again.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];
}
