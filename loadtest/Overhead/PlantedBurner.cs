using TracingReference.LoadTest.Reports;

namespace TracingReference.LoadTest.Overhead;

/// <summary>A fault whose size is known: each service of arm B burns a share of its own processor time on top.</summary>
internal static class PlantedBurner
{
    /// <summary>Of the processor time that a process would use without it.</summary>
    public const int Percent = 10;

    /// <summary>What the processes of arm B burnt by their own account, as a share of the rest of their processor time.</summary>
    public static double Share(Pair pair)
    {
        var usages = pair.Quads.SelectMany(quad => quad.Blocks).Where(block => block.Arm == "B")
            .SelectMany(block => block.Services).Where(service => service.Key != Measures.Collector).Select(service => service.Value).ToArray();
        return usages.Sum(usage => usage.BurntMicroseconds) / usages.Sum(usage => usage.CpuMicroseconds - usage.BurntMicroseconds);
    }
}
