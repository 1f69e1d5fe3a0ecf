using System.Xml.Linq;
using TracingReference.LoadTest.Comparing;

namespace TracingReference.LoadTest.Reports.Plots;

/// <summary>Estimates with their intervals, a row each.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="AxisTitle">What the values are.</param>
/// <param name="Unit">Of the values, as <see cref="Quantity"/> has them.</param>
/// <param name="Rows">From top to bottom.</param>
internal sealed record IntervalPlot(string Title, string AxisTitle, string Unit, IReadOnlyList<IntervalRow> Rows) : Plot(
    Title, $"{AxisTitle}. {string.Join("; ", Rows.Select(row => $"{row.Label}: {row.Told(Unit)}"))}")
{
    private const double Left = 8;
    private const double Right = Svg.Width - 12;
    private const double RowHeight = 38;
    private const double Top = 4;

    public override IReadOnlyList<(string Name, string Class)> Legend =>
    [
        .. Rows.Any(row => row.Limit is not null) ? [("budget", "limit")] : Array.Empty<(string, string)>(),
        .. Rows.Any(row => row.Band is not null) ? [("expected", "s6")] : Array.Empty<(string, string)>(),
    ];

    public override XElement Draw()
    {
        var axis = Axis.Linear(Rows.SelectMany(row => row.Values), Left, Right, Unit);
        var bottom = Top + (RowHeight * Rows.Count);
        var svg = Svg.Root(bottom + 36);
        svg.Add(axis.Below(bottom, Top, AxisTitle));
        svg.Add(Svg.Line(axis.Place(0), Top, axis.Place(0), bottom, "axis"));
        for (var i = 0; i < Rows.Count; i++)
        {
            Draw(svg, axis, Rows[i], Top + (RowHeight * i));
        }

        return svg;
    }

    private void Draw(XElement svg, Axis axis, IntervalRow row, double top)
    {
        var told = row.Told(Unit);
        var (text, middle) = (top + 13, top + 26);
        if (row.Band is { } band)
        {
            svg.Add(Svg.Rectangle(axis.Place(band.Lower), middle - 8, Math.Max(1, axis.Place(band.Upper) - axis.Place(band.Lower)), 16, "band"));
        }

        if (row.Limit is { } limit)
        {
            svg.Add(Svg.Line(axis.Place(limit), middle - 9, axis.Place(limit), middle + 9, "limit"));
        }

        var mark = new XElement("g", new XAttribute("class", row.Verdict?.ToString().ToLowerInvariant() ?? Series(0)));
        mark.Add(
            Svg.Line(axis.Place(row.Lower), middle, axis.Place(row.Upper), middle, "mark"),
            Svg.Line(axis.Place(row.Lower), middle - 4, axis.Place(row.Lower), middle + 4, "mark"),
            Svg.Line(axis.Place(row.Upper), middle - 4, axis.Place(row.Upper), middle + 4, "mark"),
            Svg.Circle(axis.Place(row.Estimate), middle, 3.5, "mark"));
        svg.Add(mark, Svg.Fitting(Left, text, row.Label, Right - Left - Svg.WidthOf(told) - 10), Svg.Text(Right, text, told, "end"));
    }
}

/// <summary>An estimate, its interval, and what it is held against.</summary>
/// <param name="Label">Of what.</param>
/// <param name="Estimate">The estimate.</param>
/// <param name="Lower">Of its interval.</param>
/// <param name="Upper">Of its interval.</param>
/// <param name="Limit">The budget; null for none.</param>
/// <param name="Verdict">Its colour; null for none.</param>
/// <param name="Band">What was expected; null for nothing in particular.</param>
internal sealed record IntervalRow(
    string Label, double Estimate, double Lower, double Upper, double? Limit = null, Verdict? Verdict = null, Statistics.Interval? Band = null)
{
    public IEnumerable<double> Values => new[] { Estimate, Lower, Upper, Limit ?? 0, Band?.Lower ?? 0, Band?.Upper ?? 0 };

    /// <summary>The figures in one unit.</summary>
    public string Told(string unit)
    {
        var (divisor, label) = Quantity.Scale(new[] { Estimate, Lower, Upper }.Max(Math.Abs), unit);
        return $"{Quantity.Number(Estimate / divisor)} [{Quantity.Number(Lower / divisor)}, {Quantity.Number(Upper / divisor)}]{(label is "" or "%" ? label : $" {label}")}";
    }
}
