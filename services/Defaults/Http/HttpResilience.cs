namespace TracingReference.Defaults.Http;

/// <summary>How often and how patiently a service is asked.</summary>
/// <param name="Attempts">Attempts in all, at least 1.</param>
/// <param name="AttemptTimeout">How long one attempt may take.</param>
/// <param name="Delay">The pause before the second attempt; it doubles from then on, with jitter.</param>
public sealed record HttpResilience(int Attempts, TimeSpan AttemptTimeout, TimeSpan Delay);
