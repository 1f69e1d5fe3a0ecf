namespace TracingReference.LoadTest.Reports.Views;

/// <summary>The spans of a trace in the order in which they are read: each below its parent, siblings by their begin.</summary>
internal static class TraceTree
{
    /// <param name="spans">In the order in which they began; what their parents are was said by who sent them, and may be anything.</param>
    /// <returns>Every span once. One whose parent did not arrive stands at the left, as a root does.</returns>
    public static IReadOnlyList<(int Depth, ExemplarSpan Span, bool LacksParent)> Of(IReadOnlyList<ExemplarSpan> spans)
    {
        var ids = spans.Select(span => span.SpanId).ToHashSet(StringComparer.Ordinal);
        var children = spans.Where(HasParent).ToLookup(span => span.ParentId!, StringComparer.Ordinal);
        var rows = new List<(int Depth, ExemplarSpan Span, bool LacksParent)>(spans.Count);
        var placed = new HashSet<ExemplarSpan>(ReferenceEqualityComparer.Instance); // a span that came twice is shown twice

        // Spans that are each other's parents are below no root: they come last.
        foreach (var top in spans.Where(span => !HasParent(span)).Concat(spans))
        {
            Place(top, 0);
        }

        return rows;

        bool HasParent(ExemplarSpan span) => span.ParentId is { } parent && ids.Contains(parent);

        void Place(ExemplarSpan span, int depth)
        {
            if (placed.Add(span))
            {
                rows.Add((depth, span, depth == 0 && span.ParentId is not null));
                foreach (var child in children[span.SpanId])
                {
                    Place(child, depth + 1);
                }
            }
        }
    }
}
