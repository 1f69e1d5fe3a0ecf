using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using TracingReference.Defaults.Telemetry;

namespace TracingReference.Defaults.Faults;

/// <summary>Tells the code in hand which faults its request asked for; none unless <c>Faults:Enabled</c>.</summary>
public sealed class FaultSwitch(IConfiguration configuration)
{
    private readonly KeptFaults kept = new();

    /// <summary>The header by which a client asks for faults.</summary>
    public const string Header = "x-fault";

    /// <summary>Whether faults are obeyed here at all.</summary>
    public bool Enabled { get; } = configuration.GetValue<bool>("Faults:Enabled");

    /// <summary>The plan of the current trace: from its baggage, or kept for it.</summary>
    public FaultPlan Current => Enabled ? FromBaggage() ?? kept.Find(Activity.Current?.TraceId) ?? FaultPlan.None : FaultPlan.None;

    /// <summary>
    /// Keeps the plan for everything in this process that belongs to the current trace, until it is disposed. Orleans starts its
    /// storage and activation spans from a bare trace context, without baggage, so what runs beneath them would not know of it.
    /// </summary>
    public IDisposable? Keep() => Enabled && FromBaggage() is { } plan ? kept.Add(Activity.Current!.TraceId, plan) : null;

    private static FaultPlan? FromBaggage() =>
        Activity.Current?.GetBaggageItem(BaggageKeys.Fault) is { } text && FaultPlan.TryParse(text, out var plan, out _) ? plan : null;
}
