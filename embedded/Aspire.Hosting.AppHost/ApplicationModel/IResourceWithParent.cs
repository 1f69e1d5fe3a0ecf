namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that lives inside another, as a database does in its server, and shares its state.</summary>
public interface IResourceWithParent : IResource
{
    IResource Parent { get; }
}
