using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Pipelines;

/// <summary>A type of component: its name in YAML, its settings, and how it is made.</summary>
public abstract class ComponentFactory(ComponentKind kind, string type)
{
    public ComponentKind Kind { get; } = kind;

    public string Type { get; } = type;

    /// <summary>Older names for it.</summary>
    public virtual IReadOnlyList<string> Aliases => [];

    /// <summary>Whether it can be run; one that cannot may still stand in a configuration.</summary>
    public virtual bool IsRun => true;

    /// <summary>What it can carry. A connector's input.</summary>
    public virtual IReadOnlyList<Signal> Signals => [Signal.Traces, Signal.Metrics, Signal.Logs];

    /// <summary>Reads and checks its settings; every error is noted in the reader.</summary>
    public abstract object Read(ConfigReader reader);
}
