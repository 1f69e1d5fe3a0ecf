namespace TracingReference.Defaults.Telemetry.Propagation;

/// <summary>What a stranger may ask of telemetry at the gateway.</summary>
/// <param name="AllowForce">Whether <see cref="ForceHeader"/> is obeyed: in Development only, since it defeats sampling.</param>
public sealed record EdgePolicy(bool AllowForce)
{
    /// <summary><c>x-force-sample: 1</c> keeps the trace of this request.</summary>
    public const string ForceHeader = "x-force-sample";

    internal bool Forces(string? header) => AllowForce && header == "1";
}
