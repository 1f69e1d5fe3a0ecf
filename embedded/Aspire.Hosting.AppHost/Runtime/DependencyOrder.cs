using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Runtime;

/// <summary>Who depends on whom: by waiting for it, by referring to it, or by living in it.</summary>
internal static class DependencyOrder
{
    /// <exception cref="DistributedApplicationException">Resources wait for each other in a circle, or for one that is not in the model.</exception>
    public static void Validate(DistributedApplicationModel model)
    {
        foreach (var resource in model.Resources)
        {
            foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
            {
                if (!model.Resources.Contains(wait.Resource))
                {
                    throw new DistributedApplicationException(
                        $"Resource '{resource.Name}' waits for '{wait.Resource.Name}', which is not in the model. Add it to the builder.");
                }
            }

            if (Circle(resource, []) is { } circle)
            {
                throw new DistributedApplicationException(
                    $"Resources wait for each other in a circle, so none of them could start: {string.Join(" -> ", circle)}.");
            }
        }
    }

    /// <summary>The resources in the order of stopping: none depends on one in an earlier group.</summary>
    public static IReadOnlyList<IReadOnlyList<IResource>> StopGroups(IReadOnlyList<IResource> resources)
    {
        var depths = new Dictionary<IResource, int>();
        foreach (var resource in resources)
        {
            Deepen(resource, 0, depths, []);
        }

        return [.. resources.GroupBy(r => depths[r]).OrderBy(g => g.Key).Select(g => g.ToList())];
    }

    private static List<string>? Circle(IResource resource, List<IResource> path)
    {
        if (path.Contains(resource))
        {
            return resource == path[0] ? [.. path.Select(r => r.Name), resource.Name] : null;
        }

        path.Add(resource);
        foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
        {
            if (Circle(wait.Resource, path) is { } circle)
            {
                return circle;
            }
        }

        path.Remove(resource);
        return null;
    }

    private static void Deepen(IResource resource, int depth, Dictionary<IResource, int> depths, HashSet<IResource> path)
    {
        // References, unlike waits, may go in circles; then any order will do.
        if ((depths.TryGetValue(resource, out var known) && known >= depth) || !path.Add(resource))
        {
            return;
        }

        depths[resource] = depth;
        var below = resource.Annotations.OfType<ResourceRelationshipAnnotation>().Where(a => a.Type != "Parent").Select(a => a.Resource);
        foreach (var dependency in resource is IResourceWithParent child ? below.Append(child.Parent) : below)
        {
            Deepen(dependency, depth + 1, depths, path);
        }

        path.Remove(resource);
    }
}
