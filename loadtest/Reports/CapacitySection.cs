namespace TracingReference.LoadTest.Reports;

/// <summary>The most requests a second that each arm serves in time, found by search.</summary>
/// <param name="Scenario">What was asked of the shop.</param>
/// <param name="StepSeconds">How long each step's load lasted.</param>
/// <param name="AnsweredShare">A step passes when at least this share of its requests was answered as it should be,</param>
/// <param name="P99Microseconds">a hundredth of them at most took longer since it was due,</param>
/// <param name="MadeShare">and the load generator made at least this share of the rate.</param>
public sealed record CapacitySection(string Scenario, double StepSeconds, double AnsweredShare, double P99Microseconds, double MadeShare)
{
    /// <summary>Every step, in the order in which they ran; the arms of a pair take turns.</summary>
    public List<CapacityStep> Steps { get; init; } = [];

    /// <summary>Every search, as far as it came.</summary>
    public List<CapacityResult> Searches { get; init; } = [];

    /// <summary>What the searches of each arm say together.</summary>
    public List<ArmCapacity> Arms { get; init; } = [];
}

/// <summary>One rate upon one arm.</summary>
/// <param name="Pair">The arm that ran beside <c>off</c>: only the two of a pair run at a time.</param>
/// <param name="Arm">Which of the two got the load.</param>
/// <param name="Search">Of which search of this arm in its pair, from 1.</param>
/// <param name="Rate">Requests a second that were asked for.</param>
/// <param name="Begun">When.</param>
/// <param name="Made">Requests that the load generator made.</param>
/// <param name="Failed">How many of them were not answered as they should have been.</param>
/// <param name="P50Microseconds">Median of the latency since a request was due.</param>
/// <param name="P99Microseconds">Exceeded by a hundredth.</param>
/// <param name="Passed">Whether the rate was served in time.</param>
public sealed record CapacityStep(
    string Pair, string Arm, int Search, int Rate, DateTimeOffset Begun, long Made, long Failed, double P50Microseconds, double P99Microseconds, bool Passed);

/// <summary>What one search found.</summary>
/// <param name="Pair">The arm that ran beside <c>off</c>.</param>
/// <param name="Arm">Of which of the two.</param>
/// <param name="Search">From 1.</param>
/// <param name="Served">The highest rate that passed; 0 where none did.</param>
/// <param name="Refused">The lowest rate that did not; null where all did.</param>
/// <param name="IsSettled">Whether the two are near enough; otherwise the run's bound on time or steps ended the search.</param>
public sealed record CapacityResult(string Pair, string Arm, int Search, int Served, int? Refused, bool IsSettled);

/// <summary>The capacity of an arm.</summary>
/// <param name="Arm">Which.</param>
/// <param name="Searches">How many searches it rests on; those of <c>off</c> are of all pairs.</param>
/// <param name="Median">Of the highest rates that passed.</param>
/// <param name="Lowest">The lowest of them.</param>
/// <param name="Highest">The highest of them.</param>
/// <param name="RatioToOff">The median over that of <c>off</c> in the same pair; null where that is missing or 0.</param>
public sealed record ArmCapacity(string Arm, int Searches, double Median, double Lowest, double Highest, double? RatioToOff);
