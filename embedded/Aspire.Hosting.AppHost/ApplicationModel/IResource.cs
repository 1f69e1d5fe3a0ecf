namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the system: a process, a parameter, a database. Its name is unique within the model.</summary>
public interface IResource
{
    string Name { get; }

    ResourceAnnotationCollection Annotations { get; }
}
