namespace TracingReference.Defaults.Telemetry;

/// <summary>What travels beside the trace context, in W3C baggage. A client cannot set either: the gateway removes both.</summary>
public static class BaggageKeys
{
    /// <summary>The faults asked for by the <c>x-fault</c> header.</summary>
    public const string Fault = "fault";

    /// <summary><c>1</c> where a trace must be kept whatever the samplers say; also the name of a string attribute of its spans.</summary>
    public const string ForceSample = "force_sample";
}
