using System.Reflection;

namespace Aspire.Hosting.Runtime;

/// <summary>What the build of the AppHost wrote into its assembly.</summary>
internal static class AppHostMetadata
{
    public static string? ProjectDirectory(Assembly? appHost) => appHost?.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(a => a.Key == "AppHostProjectPath")?.Value;
}
