namespace TracingReference.LoadTest.Commands;

/// <summary>How much time a run takes, and so how small an effect it can show.</summary>
internal enum Profile
{
    /// <summary>Within 4 minutes: shows that the machinery works; too few quads to settle a tight budget.</summary>
    Quick,

    /// <summary>Within 8 minutes: for a pull request.</summary>
    Ci,

    /// <summary>As long as the tight budgets need.</summary>
    Full,
}
