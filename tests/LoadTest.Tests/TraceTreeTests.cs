using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Reports.Views;

namespace TracingReference.LoadTest.Tests;

/// <summary>Whatever spans say of their parents, each is shown once.</summary>
public sealed class TraceTreeTests
{
    [Fact]
    public void Children_stand_below_their_parent_by_their_begin() => Assert.Equal(
        ["0 root", "1 first", "2 inner", "1 second"],
        Rows(Span("root", null), Span("first", "root"), Span("second", "root"), Span("inner", "first")));

    [Fact]
    public void What_lacks_its_parent_is_marked_and_stands_at_the_left() => Assert.Equal(
        ["0 root", "0 half, parent missing", "1 below"],
        Rows(Span("root", null), Span("half", "gone"), Span("below", "half")));

    [Fact]
    public void A_circle_ends() => Assert.Equal(
        ["0 root", "0 a, parent missing", "1 b", "0 self, parent missing"],
        Rows(Span("a", "b"), Span("b", "a"), Span("root", null), Span("self", "self")));

    [Fact]
    public void A_span_that_came_twice_is_shown_twice_and_its_children_once() => Assert.Equal(
        ["0 root", "1 child", "0 root"],
        Rows(Span("root", null), Span("root", null), Span("child", "root")));

    [Fact]
    public void A_chain_of_as_many_spans_as_are_kept_is_as_deep()
    {
        var rows = TraceTree.Of([.. Enumerable.Range(0, 200).Select(number => Span($"{number}", number == 0 ? null : $"{number - 1}"))]);
        Assert.Equal(Enumerable.Range(0, 200), rows.Select(row => row.Depth));
    }

    private static IEnumerable<string> Rows(params ExemplarSpan[] spans) =>
        TraceTree.Of(spans).Select(row => $"{row.Depth} {row.Span.Name}{(row.LacksParent ? ", parent missing" : "")}");

    private static ExemplarSpan Span(string id, string? parent) => new(id, parent, "order", id, SpanKind.Internal, 0, 1, StatusCode.Unset);
}
