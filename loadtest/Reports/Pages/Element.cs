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
    public static implicit operator Cell(string text) => new(text);

    public static Cell Of(Verdict verdict) => new(verdict == Comparing.Verdict.NotJudged ? "not judged" : verdict.ToString().ToLowerInvariant(), verdict);
}

/// <summary>A drawing; Markdown leaves it out.</summary>
internal sealed record Figure(Plot Plot) : Element;

/// <summary>What is shown on demand.</summary>
internal sealed record Details(string Summary, IReadOnlyList<Element> Elements) : Element;
