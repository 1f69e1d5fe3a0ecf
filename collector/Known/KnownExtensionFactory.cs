using TracingReference.Collector.Configuration;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Known;

/// <summary>An extension that a configuration may have, and a run may not.</summary>
internal sealed class KnownExtensionFactory(string type) : ExtensionFactory<KnownSettings>(type)
{
    public override bool IsRun => false;

    protected override KnownSettings ReadSettings(ConfigReader reader) => KnownSettings.Read(reader, Type);

    protected override IComponent Create(KnownSettings settings, ComponentContext context) =>
        throw KnownSettings.Refuse(context);
}
