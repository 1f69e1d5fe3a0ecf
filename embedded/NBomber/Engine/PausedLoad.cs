namespace NBomber.Engine;

/// <summary>No load for a while.</summary>
internal sealed class PausedLoad(TimeSpan during) : Load("Pause", during);
