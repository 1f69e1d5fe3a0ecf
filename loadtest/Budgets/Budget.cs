using System.Text.Json;
using System.Text.Json.Serialization;

namespace TracingReference.LoadTest.Budgets;

/// <summary>What is allowed, as budgets.json says it (docs/overhead.md tells how to add one).</summary>
/// <param name="Name">Unique.</param>
/// <param name="Command">The command that measures it: overhead, sampling or soak.</param>
/// <param name="Measure">What is measured; each command has its list, in <see cref="BudgetedCommand"/>.</param>
/// <param name="Arm">The arm that is held to it; of overhead, against <c>off</c>. Of sampling, the part of the run.</param>
/// <param name="Service">A <c>service.name</c>, <c>all</c> for their sum, <c>each</c> for every one of them.</param>
/// <param name="Scale">Of the limit.</param>
/// <param name="AtMost">The most that is allowed; or else <paramref name="AtLeast"/> is given.</param>
/// <param name="AtLeast">The least that is allowed.</param>
/// <param name="Gate">Whether it decides the exit code; others inform.</param>
/// <param name="Why">One sentence for who breaks it.</param>
public sealed record Budget(
    [property: JsonRequired] string Name,
    [property: JsonRequired] string Command,
    [property: JsonRequired] string Measure,
    [property: JsonRequired] string Arm,
    [property: JsonRequired] string Service,
    [property: JsonRequired] BudgetScale Scale,
    double? AtMost,
    double? AtLeast,
    [property: JsonRequired] bool Gate,
    [property: JsonRequired] string Why)
{
    /// <summary>The sum of the services, or the client's view.</summary>
    public const string All = "all";

    /// <summary>Every service for itself.</summary>
    public const string Each = "each";

    /// <summary>The number that is allowed, whichever side it bounds.</summary>
    [JsonIgnore]
    public double Limit => AtMost ?? AtLeast!.Value;
}

/// <summary>What a limit is a number of.</summary>
[JsonConverter(typeof(BudgetScaleConverter))]
public enum BudgetScale
{
    /// <summary>A fraction of what the base arm uses: 0.05 is 5%.</summary>
    Relative,

    /// <summary>The measure's own unit.</summary>
    Absolute,
}

/// <summary>Names only: a number would say nothing to who reads the file.</summary>
public sealed class BudgetScaleConverter() : JsonStringEnumConverter<BudgetScale>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
