namespace Orleans.Concurrency;

/// <summary>Lets this method start while another call of the grain awaits.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;
