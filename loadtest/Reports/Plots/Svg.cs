using System.Globalization;
using System.Xml.Linq;
using TracingReference.LoadTest.Reports.Pages;

namespace TracingReference.LoadTest.Reports.Plots;

/// <summary>The shapes that plots are made of.</summary>
internal static class Svg
{
    public const double Width = 400;

    // A little more than the mean of the fonts that pages use: text is measured by it so that none runs into another.
    private const double LetterWidth = 6.6;

    public static XElement Root(double height) => new("svg", new XAttribute("viewBox", $"0 0 {Number(Width)} {Number(height)}"));

    public static XElement Line(double x1, double y1, double x2, double y2, string kind) => new(
        "line", Attribute("x1", x1), Attribute("y1", y1), Attribute("x2", x2), Attribute("y2", y2), new XAttribute("class", kind));

    public static XElement Rectangle(double x, double y, double width, double height, string kind) => new(
        "rect", Attribute("x", x), Attribute("y", y), Attribute("width", Math.Max(0, width)), Attribute("height", height), new XAttribute("class", kind));

    public static XElement Circle(double x, double y, double radius, string kind) => new(
        "circle", Attribute("cx", x), Attribute("cy", y), Attribute("r", radius), new XAttribute("class", kind));

    /// <param name="points">At least one.</param>
    /// <param name="kind">Its class.</param>
    /// <param name="isStepped">Whether the value stays until the next point.</param>
    public static XElement Path(IEnumerable<(double X, double Y)> points, string kind, bool isStepped) => new(
        "path",
        new XAttribute("d", string.Concat(points.Select((point, i) =>
            i == 0 ? $"M{Number(point.X)} {Number(point.Y)}"
            : isStepped ? $"H{Number(point.X)}V{Number(point.Y)}"
            : $"L{Number(point.X)} {Number(point.Y)}"))),
        new XAttribute("class", kind));

    /// <param name="x">Of its anchor.</param>
    /// <param name="y">Of its base line.</param>
    /// <param name="text">What it says.</param>
    /// <param name="anchor">start, middle or end.</param>
    /// <param name="kind">Its class; null for none.</param>
    public static XElement Text(double x, double y, string text, string anchor = "start", string? kind = null) => new(
        "text", Attribute("x", x), Attribute("y", y), new XAttribute("text-anchor", anchor), kind is null ? null : new XAttribute("class", kind), HtmlPage.Clean(text));

    /// <summary>How wide a text may become.</summary>
    public static double WidthOf(string text) => text.Length * LetterWidth;

    /// <summary>A text that is no wider than this; what was cut off is told to who points at it.</summary>
    public static XElement Fitting(double x, double y, string text, double width)
    {
        var letters = Math.Max(1, (int)(width / LetterWidth));
        if (text.Length <= letters)
        {
            return Text(x, y, text);
        }

        var cut = Text(x, y, string.Concat(text.AsSpan(0, letters - 1), "…"));
        cut.Add(new XElement("title", HtmlPage.Clean(text)));
        return cut;
    }

    private static XAttribute Attribute(string name, double value) => new(name, Number(value));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
