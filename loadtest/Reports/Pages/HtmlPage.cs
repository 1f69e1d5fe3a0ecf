using System.Xml;
using System.Xml.Linq;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports.Plots;

namespace TracingReference.LoadTest.Reports.Pages;

/// <summary>One self-contained page. It is built as a tree, so that nothing reaches it unencoded, and is well-formed XML as well.</summary>
internal sealed class HtmlPage(string title)
{
    private readonly XElement main = new("main", new XElement("h1", Clean(title)));
    private int figures;

    /// <param name="line">The verdict in one line.</param>
    /// <param name="verdict">Its colour.</param>
    public void Headline(string line, Verdict verdict) => main.Add(new XElement("p", Class($"headline {Name(verdict)}"), Clean(line)));

    /// <summary>Names and values, such as what was measured where.</summary>
    public void Facts(IEnumerable<(string Name, string Value)> facts) => main.Add(new XElement(
        "dl", facts.Select(fact => new XElement("div", new XElement("dt", Clean(fact.Name)), new XElement("dd", Clean(fact.Value))))));

    public void Section(string heading, IEnumerable<Element> elements)
    {
        var rendered = Render(elements).ToArray();
        if (rendered.Length > 0)
        {
            main.Add(new XElement("section", new XElement("h2", Clean(heading)), rendered));
        }
    }

    public override string ToString()
    {
        var html = new XElement(
            "html",
            new XAttribute("lang", "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                new XElement("meta", new XAttribute("name", "color-scheme"), new XAttribute("content", "light dark")),
                new XElement("title", Clean(title)),
                new XElement("style", HtmlStyle.Css)),
            new XElement("body", main));
        return $"<!DOCTYPE html>\n{html.ToString(SaveOptions.DisableFormatting)}\n";
    }

    /// <summary>Without what no XML can hold.</summary>
    public static string Clean(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString()));

    private static string Name(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    private static XAttribute Class(string name) => new("class", name);

    // Figures that follow each other stand side by side where there is room.
    private IEnumerable<XElement> Render(IEnumerable<Element> elements)
    {
        var row = new List<XElement>();
        foreach (var element in elements)
        {
            if (element is Figure figure)
            {
                row.Add(Render(figure.Plot));
                continue;
            }

            if (row.Count > 0)
            {
                yield return new XElement("div", Class("figures"), row);
                row.Clear();
            }

            yield return element switch
            {
                Paragraph paragraph => new XElement("p", Clean(paragraph.Text)),
                Heading heading => new XElement("h3", Clean(heading.Text)),
                Table table => new XElement("div", table.Caption.Length == 0 ? null : new XElement("p", Class("caption"), Clean(table.Caption)), Render(table)),
                Waterfall waterfall => HtmlWaterfall.Render(waterfall),
                Details details => new XElement("details", new XElement("summary", Clean(details.Summary)), Render(details.Elements).ToArray()),
                _ => throw new NotSupportedException($"{element.GetType().Name} has no HTML."),
            };
        }

        if (row.Count > 0)
        {
            yield return new XElement("div", Class("figures"), row);
        }
    }

    private XElement Render(Plot plot)
    {
        var id = $"plot{++figures}";
        var svg = plot.Draw();
        svg.AddFirst(new XElement("title", new XAttribute("id", id), Clean(plot.Title)), new XElement("desc", new XAttribute("id", $"{id}d"), Clean(plot.Description)));
        svg.Add(new XAttribute("role", "img"), new XAttribute("aria-labelledby", $"{id} {id}d"));
        return new XElement(
            "figure",
            new XElement("figcaption", Clean(plot.Title)),
            svg,
            plot.Legend.Count == 0 ? null : new XElement("ul", Class("legend"), plot.Legend.Select(key => new XElement(
                "li", new XElement("i", Class(key.Class), new XAttribute("aria-hidden", "true"), ""), Clean(key.Name)))));
    }

    private static XElement Render(Table table) => new(
        "div",
        Class("table"),
        new XAttribute("tabindex", "0"),
        new XAttribute("role", "region"),
        new XAttribute("aria-label", table.Caption.Length == 0 ? "Table" : Clean(table.Caption)),
        new XElement(
            "table",
            new XElement("thead", new XElement("tr", table.Columns.Select(column => new XElement("th", new XAttribute("scope", "col"), Align(column), Clean(column.Title))))),
            new XElement("tbody", table.Rows.Select(row => new XElement("tr", row.Zip(table.Columns, (cell, column) => new XElement("td", Align(column), Render(cell))))))));

    private static XAttribute? Align(Column column) => column.IsNumber ? Class("number") : null;

    private static XObject Render(Cell cell) =>
        cell.More.Count > 0 ? new XElement("ul", Class("list"), cell.More.Prepend(cell with { More = [] }).Select(each => new XElement("li", Render(each))))
        : cell.Verdict is { } verdict ? new XElement("span", Class($"verdict {Name(verdict)}"), Clean(cell.Text))
        : cell.Anchor is { } anchor ? new XElement("a", new XAttribute("href", $"#{Clean(anchor)}"), Clean(cell.Text))
        : cell.Link is { } link ? new XElement("a", new XAttribute("href", link.AbsoluteUri), Clean(cell.Text))
        : new XText(Clean(cell.Text));
}
