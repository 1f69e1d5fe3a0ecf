namespace TracingReference.LoadTest.Scenarios;

/// <summary>So many requests a second, begun when they are due however slow the others are (an open model).</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="During">How long.</param>
/// <param name="IsRamp">Whether the rate grows evenly from the one before to this one.</param>
public sealed record LoadPhase(int Rate, TimeSpan During, bool IsRamp = false);
