using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using TracingReference.Defaults.Telemetry;

namespace TracingReference.Defaults.Faults;

/// <summary>Tells the code in hand which faults its request asked for; none unless <c>Faults:Enabled</c>.</summary>
public sealed class FaultSwitch(IConfiguration configuration)
{
    /// <summary>The header by which a client asks for faults.</summary>
    public const string Header = "x-fault";

    /// <summary>Whether faults are obeyed here at all.</summary>
    public bool Enabled { get; } = configuration.GetValue<bool>("Faults:Enabled");

    /// <summary>The plan of the current trace, from its baggage.</summary>
    public FaultPlan Current =>
        Enabled
        && Activity.Current?.GetBaggageItem(BaggageKeys.Fault) is { } text
        && FaultPlan.TryParse(text, out var plan, out _)
            ? plan
            : FaultPlan.None;
}
