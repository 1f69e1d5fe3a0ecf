namespace TracingReference.Collector.Fuzz;

/// <summary>Every reader of what others have written.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } = [new ProtobufTarget(), new JsonTarget(), new YamlTarget()];
}
