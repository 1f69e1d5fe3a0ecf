using System.Globalization;
using System.Xml.Linq;

namespace TracingReference.LoadTest.Reports.Pages;

/// <summary>
/// A trace as a table, whose last column draws what the others tell: who cannot see the bars reads the same, and letters stay
/// as large on a phone, where the table scrolls.
/// </summary>
internal static class HtmlWaterfall
{
    private const int DeepestIndent = 16; // more would leave no room for names

    public static XElement Render(Waterfall waterfall) => new(
        "div",
        new XAttribute("id", HtmlPage.Clean(waterfall.Anchor)),
        new XElement("p", Class("caption"), HtmlPage.Clean(waterfall.Caption)),
        new XElement(
            "div",
            Class("table"),
            new XAttribute("tabindex", "0"),
            new XAttribute("role", "region"),
            new XAttribute("aria-label", HtmlPage.Clean(waterfall.Caption)),
            new XElement(
                "table",
                Class("waterfall"),
                new XElement("thead", new XElement("tr", Head("Span"), Head("Service"), Head("Kind"), Head("Begins", "number"), Head("Takes", "number"), Head("Fault"), Scale(waterfall))),
                new XElement("tbody", waterfall.Rows.Select(row => Row(row, Math.Max(1, waterfall.Microseconds)))))));

    private static XElement Row(WaterfallRow row, long whole) => new(
        "tr",
        new XElement(
            "th",
            new XAttribute("scope", "row"),
            new XAttribute("style", $"padding-left:{Math.Min(row.Depth, DeepestIndent)}em"),
            new XElement("span", Class("unseen"), $"level {row.Depth + 1}: "),
            HtmlPage.Clean(row.Name)),
        new XElement("td", new XElement("i", Class(row.Series), new XAttribute("aria-hidden", "true"), ""), HtmlPage.Clean(row.Service)),
        new XElement("td", HtmlPage.Clean(row.Kind)),
        new XElement("td", Class("number"), Quantity.Format(row.Begin, "us")),
        new XElement("td", Class("number"), Quantity.Format(row.Duration, "us")),
        new XElement("td", row.Faults.Length == 0 ? (object)"" : new XElement("span", Class("verdict fail"), HtmlPage.Clean(row.Faults))),
        new XElement(
            "td",
            Class("time"),
            new XAttribute("aria-hidden", "true"),
            new XElement("span", Class(row.Series), new XAttribute("style", $"margin-left:{Percent(row.Begin, whole)}%;width:{Percent(row.Duration, whole)}%"), "")));

    private static XElement Head(string title, string? kind = null) => new("th", new XAttribute("scope", "col"), kind is null ? null : Class(kind), title);

    private static XElement Scale(Waterfall waterfall) => new(
        "th", Class("time"), new XAttribute("scope", "col"), new XElement("span", new XElement("b", "0"), new XElement("b", Quantity.Format(waterfall.Microseconds, "us"))));

    private static string Percent(long part, long whole) => (100.0 * part / whole).ToString("0.##", CultureInfo.InvariantCulture);

    private static XAttribute Class(string name) => new("class", name);
}
