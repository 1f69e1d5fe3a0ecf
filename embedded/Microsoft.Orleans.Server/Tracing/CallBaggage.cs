using System.Diagnostics;

namespace Embedded.Silo;

/// <summary>
/// Takes baggage from caller to grain by way of the propagator, as between processes: it decides what is left out, and
/// which of two values of a key wins.
/// </summary>
internal sealed class CallBaggage(DistributedContextPropagator propagator)
{
    private readonly Dictionary<string, string> _fields = [];

    /// <summary>Null if the caller has none, as most.</summary>
    public static CallBaggage? Of(Activity caller, DistributedContextPropagator propagator)
    {
        if (!caller.Baggage.Any())
        {
            return null;
        }

        var baggage = new CallBaggage(propagator);
        propagator.Inject(caller, baggage._fields, static (carrier, name, value) => ((Dictionary<string, string>)carrier!)[name] = value);
        return baggage;
    }

    public void AddTo(Activity activity)
    {
        foreach (var (key, value) in propagator.ExtractBaggage(_fields, Read) ?? [])
        {
            activity.AddBaggage(key, value);
        }
    }

    private static void Read(object? carrier, string name, out string? value, out IEnumerable<string>? values)
    {
        values = null;
        value = ((Dictionary<string, string>)carrier!).GetValueOrDefault(name);
    }
}
