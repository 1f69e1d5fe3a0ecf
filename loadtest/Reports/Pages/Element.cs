using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports.Plots;

namespace TracingReference.LoadTest.Reports.Pages;

/// <summary>What a page is made of. It holds plain text: each kind of page encodes it in its own way, in one place.</summary>
internal abstract record Element;

internal sealed record Paragraph(string Text) : Element;

internal sealed record Heading(string Text) : Element;

/// <param name="Caption">What it shows.</param>
/// <param name="Columns">Their heads.</param>
/// <param name="Rows">A cell for each column.</param>
internal sealed record Table(string Caption, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows) : Element;

/// <param name="Title">Its head.</param>
/// <param name="IsNumber">Whether it is aligned to the right.</param>
internal sealed record Column(string Title, bool IsNumber = false)
{
    public static implicit operator Column(string title) => new(title);

    public static Column Number(string title) => new(title, IsNumber: true);
}

/// <param name="Text">What it says.</param>
/// <param name="Verdict">Marks it as good or bad.</param>
/// <param name="Link">Where it leads; http or https.</param>
internal sealed record Cell(string Text, Verdict? Verdict = null, Uri? Link = null)
{
    /// <summary>The place of this page where it leads rather; Markdown has no such places.</summary>
    public string? Anchor { get; init; }

    /// <summary>What is listed below it; Markdown only tells how many there are.</summary>
    public IReadOnlyList<Cell> More { get; init; } = [];

    public static implicit operator Cell(string text) => new(text);

    public static Cell Of(Verdict verdict) => new(verdict == Comparing.Verdict.NotJudged ? "not judged" : verdict.ToString().ToLowerInvariant(), verdict);
}

/// <summary>A drawing; Markdown leaves it out.</summary>
internal sealed record Figure(Plot Plot) : Element;

/// <summary>What is shown on demand.</summary>
internal sealed record Details(string Summary, IReadOnlyList<Element> Elements) : Element;

/// <summary>The spans of a trace over time; Markdown leaves it out.</summary>
/// <param name="Anchor">Its place in the page.</param>
/// <param name="Caption">What it shows.</param>
/// <param name="Microseconds">From its begin to its end.</param>
/// <param name="Rows">A parent before its children.</param>
internal sealed record Waterfall(string Anchor, string Caption, long Microseconds, IReadOnlyList<WaterfallRow> Rows) : Element;

/// <param name="Depth">0 for a root.</param>
/// <param name="Name">Of the span.</param>
/// <param name="Service">Of the span.</param>
/// <param name="Series">The class that gives the service its colour.</param>
/// <param name="Kind">Of the span.</param>
/// <param name="Begin">In microseconds since the trace began.</param>
/// <param name="Duration">In microseconds.</param>
/// <param name="Faults">What is wrong with it; empty for nothing.</param>
internal sealed record WaterfallRow(int Depth, string Name, string Service, string Series, string Kind, long Begin, long Duration, string Faults);
