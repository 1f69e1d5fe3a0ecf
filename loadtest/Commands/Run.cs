using TracingReference.LoadTest.Budgets;
using TracingReference.LoadTest.Reports;

namespace TracingReference.LoadTest.Commands;

/// <summary>One run of a command: what was asked, and what comes of it.</summary>
/// <param name="Options">What was asked.</param>
/// <param name="Report">What was measured so far.</param>
/// <param name="Say">Tells who waits what is going on, a line at a time.</param>
internal sealed record Run(LoadTestOptions Options, Report Report, Action<string> Say)
{
    /// <summary>The budgets of this command.</summary>
    public IReadOnlyList<Budget> Budgets { get; init; } = [];
}
