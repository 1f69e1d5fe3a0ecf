using System.Reflection;

namespace TracingReference.Benchmarks.Orleans;

/// <summary>Which Orleans this program was built with.</summary>
internal static class Packages
{
    /// <summary>The TracingPackages mode of the build, and the assembly that the grains really come from.</summary>
    public static string Description { get; } =
        $"{typeof(Packages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "TracingPackages").Value} ({typeof(Grain).Assembly.GetName().Name})";
}
