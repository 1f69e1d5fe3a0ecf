namespace Orleans;

/// <summary>
/// Lets a type travel in grain calls: its copy has the members marked with <see cref="IdAttribute"/> and, for a record,
/// the parameters of the primary constructor. A member with [NonSerialized] keeps its default value in the copy.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute;
