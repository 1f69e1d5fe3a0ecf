namespace Aspire.Hosting.ApplicationModel;

/// <summary>What an annotation does to earlier ones of its type.</summary>
public enum ResourceAnnotationMutationBehavior
{
    Append = 0,
    Replace = 1,
}
