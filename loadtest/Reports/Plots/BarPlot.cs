using System.Xml.Linq;

namespace TracingReference.LoadTest.Reports.Plots;

/// <summary>Stacked bars, a row each.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="AxisTitle">What the values are.</param>
/// <param name="Unit">Of the values.</param>
/// <param name="Parts">What each bar is made of.</param>
/// <param name="Bars">Each with a value for each part.</param>
internal sealed record BarPlot(string Title, string AxisTitle, string Unit, IReadOnlyList<string> Parts, IReadOnlyList<Bar> Bars) : Plot(
    Title, $"{AxisTitle}. {string.Join("; ", Bars.Select(bar => $"{bar.Label}: {Quantity.Format(bar.Values.Sum(), Unit)}"))}")
{
    private const double Left = 8;
    private const double Right = Svg.Width - 12;
    private const double RowHeight = 40;
    private const double Top = 4;

    public override IReadOnlyList<(string Name, string Class)> Legend => Parts.Count < 2 ? [] : [.. Parts.Select((part, i) => (part, Series(i)))];

    public override XElement Draw()
    {
        var axis = Axis.Linear(Bars.Select(bar => bar.Values.Sum()), Left, Right, Unit);
        var bottom = Top + (RowHeight * Bars.Count);
        var svg = Svg.Root(bottom + 36);
        svg.Add(axis.Below(bottom, Top, AxisTitle));
        for (var i = 0; i < Bars.Count; i++)
        {
            var (bar, top, begin) = (Bars[i], Top + (RowHeight * i), 0.0);
            var total = Quantity.Format(bar.Values.Sum(), Unit);
            svg.Add(Svg.Fitting(Left, top + 13, bar.Label, Right - Left - Svg.WidthOf(total) - 10), Svg.Text(Right, top + 13, total, "end"));
            for (var part = 0; part < bar.Values.Count; part++)
            {
                var shape = Svg.Rectangle(axis.Place(begin), top + 18, axis.Place(begin + bar.Values[part]) - axis.Place(begin), 16, $"bar {Series(part)}");
                shape.Add(new XElement("title", Pages.HtmlPage.Clean($"{bar.Label}, {Parts[part]}: {Quantity.Format(bar.Values[part], Unit)}")));
                svg.Add(shape);
                begin += bar.Values[part];
            }
        }

        return svg;
    }
}

/// <summary>A bar.</summary>
/// <param name="Label">Of what.</param>
/// <param name="Values">One for each part, none negative.</param>
internal sealed record Bar(string Label, IReadOnlyList<double> Values);
