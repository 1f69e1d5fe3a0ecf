namespace TracingReference.LoadTest.Systems;

/// <summary>
/// Variables by which .NET compiles early, and tells how long that takes: of systems that are measured once they are warm. The code that
/// comes of it is the same.
/// </summary>
internal static class CompilerSettings
{
    /// <param name="isProfileGuided">Whether what is hot is compiled a second time, by a profile that is taken first. With two systems on two cores that takes over a minute.</param>
    public static Dictionary<string, string> Early(bool isProfileGuided) => new()
    {
        // The JIT optimizes what is called often at once, and not only when no new code has come for 100 ms: a busy machine puts that
        // off for minutes, for one of two systems longer than for the other.
        ["DOTNET_TC_CallCountingDelayMs"] = "0",

        // It optimizes what was called five times, and not thirty: what runs every few seconds, as an export does, would else be measured
        // as the slow code that it is for its first minutes and never again.
        ["DOTNET_TC_CallCountThreshold"] = "5",

        // Then the thread that does so lives as long as its process, and the probe has an account of it; hexadecimal, in milliseconds.
        ["DOTNET_TC_BackgroundWorkerTimeoutMs"] = "7FFFFFFF",
        ["DOTNET_TieredPGO"] = isProfileGuided ? "1" : "0",
    };
}
