using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Runtime;
using Embedded.AspireHosting;

namespace Aspire.Hosting;

/// <summary>Adds projects of this solution.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project that has no launch profiles.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        var project = new TProject();
        var launchSettings = Path.Combine(Path.GetDirectoryName(project.ProjectPath)!, "Properties", "launchSettings.json");
        return File.Exists(launchSettings)
            ? throw new NotSupportedException(
                $"Project '{name}' has launch profiles ({launchSettings}), which the stand-in for Aspire does not read. Pass launchProfileName: null to leave them out, or build with TracingPackages=public.")
            : builder.AddProject<TProject>(name, launchProfileName: null);
    }

    /// <summary>Adds a project without its launch profiles.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, string name, string? launchProfileName)
        where TProject : IProjectMetadata, new()
    {
        if (launchProfileName is not null)
        {
            throw new NotSupportedException(
                $"Project '{name}' asks for launch profile '{launchProfileName}', which the stand-in for Aspire does not read. Pass null, or build with TracingPackages=public.");
        }

        var project = new TProject();
        if (project is not IBuiltProject)
        {
            throw new NotSupportedException(
                $"Project '{name}' ({project.ProjectPath}) does not say where its program is. The stand-in for Aspire starts projects that the AppHost's build references, since it builds nothing itself.");
        }

        return builder.AddResource(new ProjectResource(name)).WithAnnotation(project).WithProjectEnvironment();
    }
}
