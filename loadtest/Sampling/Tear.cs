using TracingReference.LoadTest.Otlp;

namespace TracingReference.LoadTest.Sampling;

/// <summary>What is wrong with a trace that should be whole.</summary>
/// <param name="Kind">missing parent, no root, several roots, missing part, missing consumer part.</param>
/// <param name="What">Which span.</param>
internal sealed record Tear(string Kind, string What)
{
    public const string MissingParent = "missing parent";
    public const string NoRoot = "no root";
    public const string SeveralRoots = "several roots";
    public const string MissingPart = "missing part";
    public const string MissingConsumer = "missing consumer part";

    /// <summary>Holds a kept trace against its shape; none means that it is whole.</summary>
    public static IReadOnlyList<Tear> Of(TruthEntry entry, IReadOnlyList<KeptSpan> spans)
    {
        var tears = new List<Tear>();
        var ids = spans.Select(span => span.SpanId).ToHashSet(StringComparer.Ordinal);
        tears.AddRange(spans.Where(span => span.ParentSpanId is { } parent && !ids.Contains(parent)).Select(span => new Tear(MissingParent, $"of {span.Service}: {span.Name}")));
        if (spans.Count(span => span.ParentSpanId is null) is var roots && roots != 1)
        {
            tears.Add(new(roots == 0 ? NoRoot : SeveralRoots, $"{roots} spans without a parent"));
        }

        var found = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var row in TraceShape.Of(entry))
        {
            var above = row.Parent is null ? null : found[row.Parent];
            found[row.Id] = spans.Where(span => row.Matches(span) && (above is null ? span.ParentSpanId is null : span.ParentSpanId is { } parent && above.Contains(parent)))
                .Select(span => span.SpanId)
                .ToHashSet(StringComparer.Ordinal);

            // Below a span that is missing all is missing; one line is enough.
            if (found[row.Id].Count == 0 && above is not { Count: 0 })
            {
                tears.Add(new(row.Kind == SpanKind.Consumer ? MissingConsumer : MissingPart, $"{row.Service}: {row.Name} ({row.Kind})"));
            }
        }

        return tears;
    }
}
