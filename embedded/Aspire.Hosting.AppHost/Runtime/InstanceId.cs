using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Runtime;

/// <summary>The random part of a process's id in this run; also its <c>service.instance.id</c>.</summary>
internal sealed class InstanceId : IResourceAnnotation
{
    private InstanceId()
    {
    }

    private string Value { get; } = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz", 8);

    public static string Of(IResource resource)
    {
        lock (resource.Annotations)
        {
            if (resource.Annotations.OfType<InstanceId>().FirstOrDefault() is not { } known)
            {
                known = new();
                resource.Annotations.Add(known);
            }

            return known.Value;
        }
    }

    /// <summary>The id by which the resource goes: its name, for a process with the random part.</summary>
    public static string ResourceIdOf(IResource resource) => resource is IComputeResource ? $"{resource.Name}-{Of(resource)}" : resource.Name;
}
