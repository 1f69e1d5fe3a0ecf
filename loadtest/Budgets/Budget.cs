using System.Text.Json.Serialization;

namespace TracingReference.LoadTest.Budgets;

/// <summary>What is allowed, as budgets.json says it (docs/overhead.md tells how to add one).</summary>
/// <param name="Name">Unique.</param>
/// <param name="Command">The command that measures it: overhead, sampling or soak.</param>
/// <param name="Measure">What is measured; each command has its list.</param>
/// <param name="Arm">The arm that is held to it; of overhead, against <c>off</c>. Of sampling, the part of the run.</param>
/// <param name="Service">A <c>service.name</c>, <c>all</c> for their sum, <c>each</c> for every one of them.</param>
/// <param name="Scale">Of the limit.</param>
/// <param name="AtMost">The most that is allowed; or else <paramref name="AtLeast"/> is given.</param>
/// <param name="AtLeast">The least that is allowed.</param>
/// <param name="Gate">Whether it decides the exit code; others inform.</param>
/// <param name="Why">One sentence for who breaks it.</param>
public sealed record Budget(
    string Name, string Command, string Measure, string Arm, string Service, BudgetScale Scale, double? AtMost, double? AtLeast, bool Gate, string Why);

/// <summary>What a limit is a number of.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BudgetScale>))]
public enum BudgetScale
{
    /// <summary>A fraction of what the base arm uses: 0.05 is 5%.</summary>
    Relative,

    /// <summary>The measure's own unit.</summary>
    Absolute,
}
