using NBomber.Contracts.Stats;

namespace NBomber.Display;

/// <summary>How far a scenario is.</summary>
/// <param name="Stats">What was measured until now.</param>
/// <param name="Elapsed">Since its present simulation began.</param>
/// <param name="Total">How long that simulation lasts; infinite where it counts iterations.</param>
internal sealed record ScenarioProgress(ScenarioStats Stats, TimeSpan Elapsed, TimeSpan Total);
