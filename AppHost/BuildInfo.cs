using System.Reflection;

namespace TracingReference.AppHost;

/// <summary>What the build wrote into this assembly.</summary>
internal static class BuildInfo
{
    /// <summary>Where packages came from: <c>embedded</c> or <c>public</c>.</summary>
    public static string Packages => Find("TracingPackages")!;

    public static string RepositoryRoot => Find("RepositoryRoot")!;

    /// <summary>The program of a server that is built here, such as <c>KafkaBroker</c>.</summary>
    /// <exception cref="DistributedApplicationException">The build did not include it.</exception>
    public static string Server(string name) =>
        Find(name) ?? throw new DistributedApplicationException($"This build of the AppHost knows no program for '{name}'. Build it again.");

    /// <summary>The folder with the tools that come from npm.</summary>
    public static string Tools => Find("TracingTools")!;

    private static string? Find(string key) => typeof(BuildInfo).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(a => a.Key == key)?.Value;
}
