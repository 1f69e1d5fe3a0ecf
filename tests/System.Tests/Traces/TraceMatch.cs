using TracingReference.LoadTest.Otlp;

namespace TracingReference.SystemTests.Traces;

/// <summary>Holds received spans against a table of edges.</summary>
public static class TraceMatch
{
    /// <summary>Holds every span against the rows that it matches, and says what is missing, misplaced or lacks an attribute.</summary>
    /// <param name="edges">The table; a parent stands before its children.</param>
    /// <param name="spans">All spans that belong to the order, of every trace.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="callerSpanId">The span of the client that the root hangs under; null where the trace starts at the gateway.</param>
    /// <param name="linked">Whether deliveries start traces of their own, linked to their publication.</param>
    /// <returns>One line for each fault, with the row's id in brackets; none means that the trace is whole.</returns>
    public static IReadOnlyList<string> Faults(
        IReadOnlyList<Edge> edges, IReadOnlyList<ReceivedSpan> spans, string orderId, string? callerSpanId = null, bool linked = false)
    {
        var found = Candidates(edges, spans, callerSpanId, linked);

        // Below a span that is missing everything is missing; one line is enough.
        var missing = edges
            .Where(edge => found[edge.Id].Count == 0 && (edge.Parent is null || found[edge.Parent].Count > 0))
            .Select(edge => $"[{edge.Id}] missing: {edge.Service} '{edge.Name}' ({edge.Kind}) under {edge.Parent ?? "the caller"}");
        var lacking =
            from edge in edges
            from span in Judged(found[edge.Id])
            let lacks = Lacks(edge, span, orderId)
            where lacks.Length > 0
            select $"[{edge.Id}] {span} lacks {string.Join(", ", lacks)}";
        return [.. missing, .. Misplaced(edges, spans, found), .. lacking];
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
    /// Rows without a span and spans out of place, where services were killed: a span whose own parent died still counts,
    /// and a missing one is excused if its service was killed while it was open or shortly after it ended.
    /// </summary>
    public static IReadOnlyList<string> FaultsThroughKills(
        IReadOnlyList<Edge> edges, IReadOnlyList<ReceivedSpan> spans, IReadOnlyList<Kill> kills)
    {
        var orphans = Orphans(spans).Select(span => span.SpanId).ToHashSet();
        var found = new Dictionary<string, IReadOnlyList<ReceivedSpan>>();
        foreach (var edge in edges)
        {
            found[edge.Id] = spans.Where(span => edge.Matches(span) && (
                edge.Parent is null
                    ? span.ParentSpanId is null
                    : orphans.Contains(span.SpanId) || found[edge.Parent].Any(parent => parent.SpanId == span.ParentSpanId))).ToArray();
        }

        var missing = edges.Where(edge => found[edge.Id].Count == 0 && !IsExcused(edge)).Select(edge => $"[{edge.Id}] missing");
        return [.. missing, .. Misplaced(edges, spans, found)];

        // It was open at some time after what its service was asked by began, and not after the end of what it called,
        // or else of what stands around it. Its own parent says little: that may belong to a second delivery.
        bool IsExcused(Edge edge)
        {
            var below = edges.Where(row => row.Parent == edge.Id).SelectMany(row => found[row.Id]).ToArray();
            var around = below.Length > 0 ? below : Nearest(edge, _ => true);
            var asked = Nearest(edge, row => row.Service != edge.Service);
            return around.Count > 0 && kills.Any(kill => kill.Explains(
                edge.Service, asked.Concat(around).Min(span => span.Start), around.Max(span => span.End)));
        }

        // The spans of the nearest row above that was found and is of interest.
        IReadOnlyList<ReceivedSpan> Nearest(Edge edge, Func<Edge, bool> isOfInterest)
        {
            for (var parent = Row(edge.Parent); parent is not null; parent = Row(parent.Parent))
            {
                if (found[parent.Id].Count > 0 && isOfInterest(parent))
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

    /// <summary>Spans that match a row, or several, and stand where none of them wants one.</summary>
    private static IEnumerable<string> Misplaced(
        IReadOnlyList<Edge> edges, IReadOnlyList<ReceivedSpan> spans, IReadOnlyDictionary<string, IReadOnlyList<ReceivedSpan>> found)
    {
        var inPlace = found.Values.SelectMany(row => row).Select(span => (span.TraceId, span.SpanId)).ToHashSet();
        return
            from span in spans
            where !inPlace.Contains((span.TraceId, span.SpanId))
            let rows = edges.Where(edge => edge.Matches(span)).Select(edge => $"[{edge.Id}]").ToArray()
            where rows.Length > 0
            select $"{string.Concat(rows)} misplaced: {span}";
    }

    /// <summary>A failed attempt need not carry what a successful one does, where another one succeeded.</summary>
    private static IEnumerable<ReceivedSpan> Judged(IReadOnlyList<ReceivedSpan> row) =>
        row.Where(span => !HasFailed(span) || row.All(HasFailed));

    // An attempt that its caller gave up waiting for is no error of the service that was at it.
    private static bool HasFailed(ReceivedSpan span) => span.Status == StatusCode.Error || span["http.response.status_code"] == "499";

    private static string[] Lacks(Edge edge, ReceivedSpan span, string orderId) => edge.Attributes
        .Where(attribute => attribute.Split('=', 2) switch
        {
            [var key, var value] => span[key] != value.Replace("{orderId}", orderId, StringComparison.Ordinal),
            [var key] => span[key] is null,
            _ => true,
        })
        .ToArray();
}
