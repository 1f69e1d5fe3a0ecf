using TracingReference.SystemTests.Otlp;

namespace TracingReference.SystemTests.Traces;

/// <summary>Holds received spans against a table of edges.</summary>
public static class TraceMatch
{
    /// <summary>Finds for each row a span under the row's parent, and says what is missing or wrong.</summary>
    /// <param name="edges">The table.</param>
    /// <param name="spans">All spans that belong to the order, of every trace.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="callerSpanId">The span of the client that the root hangs under; null where the trace starts at the gateway.</param>
    /// <param name="linked">Whether deliveries start traces of their own, linked to their publication.</param>
    /// <returns>One line for each fault; none means that the trace is whole.</returns>
    public static IReadOnlyList<string> Faults(
        IReadOnlyList<Edge> edges, IReadOnlyList<ReceivedSpan> spans, string orderId, string? callerSpanId = null, bool linked = false)
    {
        var faults = new List<string>();
        var found = new Dictionary<string, IReadOnlyList<ReceivedSpan>>();
        foreach (var edge in edges)
        {
            var parents = edge.Parent is null ? [] : found[edge.Parent];
            var candidates = spans.Where(edge.Matches).Where(span => IsUnder(edge, span)).ToArray();
            found[edge.Id] = candidates;
            if (candidates.Length == 0)
            {
                // Below a span that is missing everything is missing; one line is enough.
                if (edge.Parent is null || parents.Count > 0)
                {
                    faults.Add($"missing: {edge.Service} '{edge.Name}' ({edge.Kind}) under {edge.Parent ?? "the caller"}");
                }

                continue;
            }

            if (!candidates.Any(span => MissingAttributes(edge, span).Length == 0))
            {
                faults.Add($"{edge.Service} '{edge.Name}' lacks {string.Join(", ", MissingAttributes(edge, candidates[0]))}");
            }

            bool IsUnder(Edge row, ReceivedSpan span)
            {
                if (row.Parent is null)
                {
                    return span.ParentSpanId == callerSpanId;
                }

                return linked && row.IsDelivery
                    ? span.ParentSpanId is null && span.Links.Count == 1 && parents.Any(parent =>
                        parent.SpanId == span.Links[0].SpanId && parent.TraceId == span.Links[0].TraceId && parent.TraceId != span.TraceId)
                    : parents.Any(parent => parent.SpanId == span.ParentSpanId && parent.TraceId == span.TraceId && span.Links.Count == 0);
            }
        }

        return faults;

        string[] MissingAttributes(Edge edge, ReceivedSpan span) => edge.Attributes
            .Where(attribute => attribute.Split('=', 2) switch
            {
                [var key, var value] => span[key] != value.Replace("{orderId}", orderId, StringComparison.Ordinal),
                [var key] => span[key] is null,
                _ => true,
            })
            .ToArray();
    }

    /// <summary>Spans whose parent is nowhere in their trace: the tears in it.</summary>
    public static IReadOnlyList<ReceivedSpan> Orphans(IReadOnlyList<ReceivedSpan> spans, string? callerSpanId = null)
    {
        var known = spans.Select(span => (span.TraceId, span.SpanId)).ToHashSet();
        return spans.Where(span => span.ParentSpanId is { } parent && parent != callerSpanId && !known.Contains((span.TraceId, parent))).ToArray();
    }
}
