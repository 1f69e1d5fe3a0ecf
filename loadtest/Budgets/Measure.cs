namespace TracingReference.LoadTest.Budgets;

/// <summary>One thing that a command measures.</summary>
/// <param name="Name">As budgets.json names it.</param>
/// <param name="Unit">Of an absolute limit; empty for a fraction.</param>
/// <param name="Services">For which services it is known: names, <c>all</c>, <c>each</c>.</param>
internal sealed record Measure(string Name, string Unit, IReadOnlyList<string> Services)
{
    public const string MemoryGrowth = "memory-growth";
    public const string FailedShare = "failed-share";
    public const string OrdersPending = "orders-pending";
    public const string SpansDropped = "spans-dropped";
}
