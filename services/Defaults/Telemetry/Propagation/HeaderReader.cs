using System.Diagnostics;

namespace TracingReference.Defaults.Telemetry.Propagation;

/// <summary>Reads headers from whatever carries them.</summary>
internal readonly struct HeaderReader(object? carrier, DistributedContextPropagator.PropagatorGetterCallback getter)
{
    /// <summary>The header's value; null where it is absent or was sent more than once, since then neither can be believed.</summary>
    public string? this[string name]
    {
        get
        {
            getter(carrier, name, out var value, out var values);
            if (value is not null || values is null)
            {
                return value;
            }

            return values.ToArray() is [var only] ? only : null;
        }
    }
}
