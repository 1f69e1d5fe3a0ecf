namespace Aspire.Hosting.ApplicationModel;

/// <summary>Base of all resources.</summary>
public abstract class Resource : IResource
{
    /// <param name="name">1 to 64 ASCII letters, digits and single hyphens, beginning with a letter.</param>
    /// <exception cref="ArgumentException">The name has another form.</exception>
    public Resource(string name) => Name = ResourceName.Validate(name);

    public virtual string Name { get; }

    public virtual ResourceAnnotationCollection Annotations { get; } = [];
}
