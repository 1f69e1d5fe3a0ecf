using TracingReference.SystemTests.Otlp;

namespace TracingReference.SystemTests.Traces;

/// <summary>Holds received spans against a table of edges.</summary>
public static class TraceMatch
{
    /// <summary>Finds for each row a span under the row's parent, and says what is missing or wrong.</summary>
    /// <param name="edges">The table; a parent stands before its children.</param>
    /// <param name="spans">All spans that belong to the order, of every trace.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="callerSpanId">The span of the client that the root hangs under; null where the trace starts at the gateway.</param>
    /// <param name="linked">Whether deliveries start traces of their own, linked to their publication.</param>
    /// <returns>One line for each fault, with the row's id in brackets; none means that the trace is whole.</returns>
    public static IReadOnlyList<string> Faults(
        IReadOnlyList<Edge> edges, IReadOnlyList<ReceivedSpan> spans, string orderId, string? callerSpanId = null, bool linked = false)
    {
        var faults = new List<string>();
        var found = Candidates(edges, spans, callerSpanId, linked);
        foreach (var edge in edges)
        {
            if (found[edge.Id].Count == 0)
            {
                // Below a span that is missing everything is missing; one line is enough.
                if (edge.Parent is null || found[edge.Parent].Count > 0)
                {
                    faults.Add($"[{edge.Id}] missing: {edge.Service} '{edge.Name}' ({edge.Kind}) under {edge.Parent ?? "the caller"}");
                }
            }
            else if (found[edge.Id].All(span => Lacks(edge, span, orderId).Length > 0))
            {
                faults.Add($"[{edge.Id}] {edge.Service} '{edge.Name}' lacks {string.Join(", ", Lacks(edge, found[edge.Id][0], orderId))}");
            }
        }

        return faults;
    }

    /// <summary>The spans that stand where each row wants one, by the row's id.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<ReceivedSpan>> Candidates(
        IReadOnlyList<Edge> edges, IReadOnlyList<ReceivedSpan> spans, string? callerSpanId = null, bool linked = false)
    {
        var found = new Dictionary<string, IReadOnlyList<ReceivedSpan>>();
        foreach (var edge in edges)
        {
            found[edge.Id] = spans.Where(span => edge.Matches(span) && IsInPlace(edge, span)).ToArray();
        }

        return found;

        bool IsInPlace(Edge edge, ReceivedSpan span)
        {
            if (edge.Parent is null)
            {
                return span.ParentSpanId == callerSpanId;
            }

            return linked && edge.IsDelivery
                ? span.ParentSpanId is null && span.Links is [var link] && found[edge.Parent].Any(parent =>
                    parent.SpanId == link.SpanId && parent.TraceId == link.TraceId && parent.TraceId != span.TraceId)
                : span.Links.Count == 0 && found[edge.Parent].Any(parent => parent.SpanId == span.ParentSpanId && parent.TraceId == span.TraceId);
        }
    }

    /// <summary>
    /// Rows without a span, where services were killed: a span whose own parent died still counts, and a missing one
    /// is excused if its service was killed while it was open or shortly after it ended.
    /// </summary>
    public static IReadOnlyList<string> MissingThroughKills(
        IReadOnlyList<Edge> edges, IReadOnlyList<ReceivedSpan> spans, IReadOnlyList<Kill> kills)
    {
        var orphans = Orphans(spans).Select(span => span.SpanId).ToHashSet();
        var found = new Dictionary<string, ReceivedSpan[]>();
        foreach (var edge in edges)
        {
            found[edge.Id] = spans.Where(span => edge.Matches(span) && (
                edge.Parent is null
                    ? span.ParentSpanId is null
                    : orphans.Contains(span.SpanId) || found[edge.Parent].Any(parent => parent.SpanId == span.ParentSpanId))).ToArray();
        }

        return edges.Where(edge => found[edge.Id].Length == 0 && !IsExcused(edge)).Select(edge => $"[{edge.Id}]").ToArray();

        // It was open at some time after what its service was asked by began, and not after the end of what it called,
        // or else of what stands around it. Its own parent says little: that may belong to a second delivery.
        bool IsExcused(Edge edge)
        {
            var below = edges.Where(row => row.Parent == edge.Id).SelectMany(row => found[row.Id]).ToArray();
            var around = below.Length > 0 ? below : Nearest(edge, row => true);
            var asked = Nearest(edge, row => row.Service != edge.Service);
            return around.Length > 0 && kills.Any(kill => kill.Explains(
                edge.Service, asked.Concat(around).Min(span => span.Start), around.Max(span => span.End)));
        }

        // The spans of the nearest row above that was found and is of interest.
        ReceivedSpan[] Nearest(Edge edge, Func<Edge, bool> isOfInterest)
        {
            for (var parent = Row(edge.Parent); parent is not null; parent = Row(parent.Parent))
            {
                if (found[parent.Id].Length > 0 && isOfInterest(parent))
                {
                    return found[parent.Id];
                }
            }

            return [];
        }

        Edge? Row(string? id) => id is null ? null : edges.First(edge => edge.Id == id);
    }

    /// <summary>Spans whose parent is nowhere in their trace: the tears in it.</summary>
    public static IReadOnlyList<ReceivedSpan> Orphans(IReadOnlyList<ReceivedSpan> spans, string? callerSpanId = null)
    {
        var known = spans.Select(span => (span.TraceId, span.SpanId)).ToHashSet();
        return spans.Where(span => span.ParentSpanId is { } parent && parent != callerSpanId && !known.Contains((span.TraceId, parent))).ToArray();
    }

    private static string[] Lacks(Edge edge, ReceivedSpan span, string orderId) => edge.Attributes
        .Where(attribute => attribute.Split('=', 2) switch
        {
            [var key, var value] => span[key] != value.Replace("{orderId}", orderId, StringComparison.Ordinal),
            [var key] => span[key] is null,
            _ => true,
        })
        .ToArray();
}
