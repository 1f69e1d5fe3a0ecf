using System.Reflection;

namespace TracingReference.LoadTest.Commands;

/// <summary>What the build wrote into this assembly.</summary>
internal static class BuildInfo
{
    /// <summary>Where packages came from: <c>embedded</c> or <c>public</c>.</summary>
    public static string Packages => Find("TracingPackages");

    public static string RepositoryRoot => Find("RepositoryRoot");

    /// <summary>A program that is built with this one: AppHost or Probe.</summary>
    public static string Program(string name) => Find(name);

    private static string Find(string key) => typeof(BuildInfo).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}
