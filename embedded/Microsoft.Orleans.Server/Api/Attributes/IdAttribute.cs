namespace Orleans;

/// <summary>Marks a member that travels. The number identifies it within its type.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class IdAttribute(uint id) : Attribute
{
    /// <summary>The number, unique within the declaring type.</summary>
    public uint Id { get; } = id;
}
