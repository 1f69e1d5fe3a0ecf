namespace TracingReference.LoadTest.Commands;

/// <summary>What a run's exit code says; a workflow reads it.</summary>
internal enum ExitCode
{
    /// <summary>Measured, and every budget is kept.</summary>
    Pass = 0,

    /// <summary>Measured, and a budget is broken.</summary>
    BudgetBroken = 1,

    /// <summary>Measured, and no budget is broken, but one could not be settled: the report says what would settle it.</summary>
    Inconclusive = 2,

    /// <summary>Not measured, or not to the end: wrong arguments, a system that does not start or answer, an interruption.</summary>
    Failed = 3,
}
