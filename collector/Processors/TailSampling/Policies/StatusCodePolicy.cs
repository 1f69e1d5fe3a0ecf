namespace TracingReference.Collector.Processors.TailSampling.Policies;

/// <summary>status_code: keeps a trace with a span that has one of some codes.</summary>
internal sealed class StatusCodePolicy : IPolicy
{
    private static readonly string[] Names = ["UNSET", "OK", "ERROR"];
    private readonly int _codes;

    /// <exception cref="PolicyException">There is none, or one has another name.</exception>
    public StatusCodePolicy(IReadOnlyList<string> codes)
    {
        if (codes.Count == 0)
        {
            throw new PolicyException("expected at least one status code to filter on");
        }

        foreach (var name in codes)
        {
            var code = Array.IndexOf(Names, name);
            _codes |= code >= 0 ? 1 << code : throw new PolicyException($"unknown status code \"{name}\", supported: OK, ERROR, UNSET");
        }
    }

    public Decision Evaluate(in TraceView trace) => (trace.Facts.StatusCodes & _codes) != 0 ? Decision.Sampled : Decision.NotSampled;
}
