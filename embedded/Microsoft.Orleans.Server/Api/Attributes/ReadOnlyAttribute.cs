namespace Orleans.Concurrency;

/// <summary>A promise that this method changes nothing, so that several such calls may await in a grain at once.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;
