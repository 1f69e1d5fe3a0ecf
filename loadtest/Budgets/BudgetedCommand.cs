using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Budgets;

/// <summary>A command that has budgets, and what a budget of it may name: the one table of it.</summary>
/// <param name="Name">As the command line names it.</param>
/// <param name="Arms">The arms, or parts of its run, that can be held to a budget.</param>
/// <param name="IsRelative">Whether it has a base that a limit can be a fraction of.</param>
/// <param name="Measures">What it measures.</param>
internal sealed record BudgetedCommand(string Name, IReadOnlyList<string> Arms, bool IsRelative, IReadOnlyList<Measure> Measures)
{
    private static readonly string[] Services = ["gateway", "identity", "catalog", "order", "payment", "card-provider", "collector"];
    private static readonly string[] AllOnly = [Budget.All];
    private static readonly string[] Any = [Budget.All, Budget.Each, .. Services];

    public static BudgetedCommand Overhead { get; } = new(
        "overhead",
        [.. Arm.All.Where(arm => arm != Arm.Off).Select(arm => arm.Name)],
        IsRelative: true,
        [
            new("cpu-per-request", "us", Any),
            new("allocated-per-request", "bytes", Any),
            new("gc-pause-per-request", "us", Any),
            new("jit-per-request", "us", Any),
            new("resident-memory", "bytes", Any),
            new("telemetry-bytes-per-request", "bytes", Any),
            new("spans-per-request", "spans", Any),
            new("bytes-per-span", "bytes", Any),
            new("cpu-per-span", "us", AllOnly),
            new("latency-mean", "us", AllOnly),
            new("latency-p50", "us", AllOnly),
            new("latency-p90", "us", AllOnly),
            new("latency-p99", "us", AllOnly),
            new("latency-p999", "us", AllOnly),
            new("latency-per-operation", "us", AllOnly),
            new("spans-missing", "spans", AllOnly),
        ]);

    public static BudgetedCommand Sampling { get; } = new(
        "sampling",
        ["head10", "kafka-trap", "tail", "overflow", "adaptive"],
        IsRelative: false,
        [
            new("kept-ratio", "", AllOnly),
            new("decisions", "", AllOnly),
            new("flag", "", AllOnly),
            new("independence", "", AllOnly),
            new("completeness", "", AllOnly),
            new("strays", "", AllOnly),
            new("kafka-whole", "", AllOnly),
            new("kafka-torn", "", AllOnly),
            new("error-recall", "", AllOnly),
            new("error-precision", "", AllOnly),
            new("slow-recall", "", AllOnly),
            new("slow-precision", "", AllOnly),
            new("red-before-sampling", "requests", AllOnly),
            new("horvitz-thompson", "", AllOnly),
            new("error-rate", "", AllOnly),
            new("recorded-probability", "", AllOnly),
            new("spans-unaccounted", "spans", AllOnly),
            new("settling-seconds", "s", AllOnly),
            new("steady-state-error", "", AllOnly),
        ]);

    public static BudgetedCommand Soak { get; } = new(
        "soak",
        [Arm.Head100.Name],
        IsRelative: false,
        [
            new(Measure.MemoryGrowth, "bytes/h", [Budget.Each, .. Services]),
            new(Measure.FailedShare, "", AllOnly),
            new(Measure.OrdersPending, "orders", AllOnly),
            new(Measure.SpansDropped, "spans", AllOnly),
        ]);

    public static IReadOnlyList<BudgetedCommand> Every { get; } = [Overhead, Sampling, Soak];
}
