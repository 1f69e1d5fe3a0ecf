namespace TracingReference.LoadTest.Comparing;

/// <summary>What a comparison says of a budget.</summary>
public enum Verdict
{
    /// <summary>The whole interval is within the budget.</summary>
    Pass,

    /// <summary>The whole interval is over the budget.</summary>
    Fail,

    /// <summary>The budget lies within the interval: more quads would settle it.</summary>
    Inconclusive,

    /// <summary>The machine tells equal arms apart, so nothing that it says of others counts.</summary>
    NotJudged,
}
