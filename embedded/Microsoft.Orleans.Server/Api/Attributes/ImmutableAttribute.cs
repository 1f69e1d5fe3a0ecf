namespace Orleans;

/// <summary>
/// A promise that a value is never changed after it was sent, so that caller and grain share it instead of copying it. It
/// counts on types, parameters and members; on a return value it changes nothing, as in Orleans.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.ReturnValue, Inherited = false)]
public sealed class ImmutableAttribute : Attribute;
