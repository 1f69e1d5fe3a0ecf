using TracingReference.Collector.Configuration;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Known;

/// <summary>Settings that nobody here understands.</summary>
internal sealed record KnownSettings
{
    /// <summary>Lets everything pass, and says so.</summary>
    public static KnownSettings Read(ConfigReader reader, string type)
    {
        foreach (var key in reader.Keys)
        {
            reader.HasKey(key);
        }

        reader.Warn($"'{type}' is known, but this collector cannot run it: its settings are not checked, and a run that uses it is refused");
        return new();
    }

    public static StartException Refuse(ComponentContext context) =>
        new($"\"{context.Id}\" is of the type '{context.Id.Type}', which otelcol's distributions have and this collector has not; leave it out of service");
}
