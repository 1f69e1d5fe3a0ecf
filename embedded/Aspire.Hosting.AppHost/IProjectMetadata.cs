using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Says which project a resource is; the build writes one class of this kind for each referenced project.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    string ProjectPath { get; }

    bool SuppressBuild => false;
}
