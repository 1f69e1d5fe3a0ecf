using System.Xml.Linq;

namespace TracingReference.LoadTest.Reports.Plots;

/// <summary>Lines over time, or distribution functions.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="X">The axis to the right.</param>
/// <param name="Y">The axis upwards.</param>
/// <param name="Lines">The series.</param>
internal sealed record LinePlot(string Title, LineAxis X, LineAxis Y, IReadOnlyList<PlotLine> Lines) : Plot(
    Title, $"{Y.Title} over {X.Title}, for {string.Join(", ", Lines.Select(line => line.Name))}.")
{
    private const double Left = 50;
    private const double Right = Svg.Width - 12;
    private const double Top = 26;
    private const double Bottom = 226;

    /// <summary>Whether a value stays until the next point, as that of a distribution function does.</summary>
    public bool IsStepped { get; init; }

    public override IReadOnlyList<(string Name, string Class)> Legend => [.. Lines.Select((line, i) => (line.Name, Series(i)))];

    /// <summary>Empirical distribution functions of latencies.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="lines">In microseconds and shares.</param>
    public static LinePlot Distributions(string title, IReadOnlyList<PlotLine> lines) =>
        new(title, new("latency", "us", IsLogarithmic: true), new("requests at most as long", "", 0, 1), lines) { IsStepped = true };

    public override XElement Draw()
    {
        var x = X.Of(Lines.SelectMany(line => line.Points).Select(point => point.X), Left, Right);
        var y = Y.Of(Lines.SelectMany(line => line.Points).Select(point => point.Y), Bottom, Top);
        var svg = Svg.Root(Bottom + 36);
        svg.Add(y.Left(Left, Right, 12, Y.Title), x.Below(Bottom, Top, X.Title));
        for (var i = 0; i < Lines.Count; i++)
        {
            var points = Lines[i].Points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).Select(point => (x.Place(point.X), y.Place(point.Y))).ToArray();
            if (points.Length > 0)
            {
                svg.Add(Svg.Path(points, $"curve {Series(i)}", IsStepped));
            }
        }

        return svg;
    }
}

/// <summary>A series.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Points">In ascending order of X.</param>
internal sealed record PlotLine(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>What an axis of lines is.</summary>
/// <param name="Title">What the values are.</param>
/// <param name="Unit">Of the values.</param>
/// <param name="Low">Where it begins; null for 0, or the least of a logarithmic one.</param>
/// <param name="High">Where it ends; null for the greatest value.</param>
/// <param name="IsLogarithmic">Whether equal ratios have equal lengths.</param>
internal sealed record LineAxis(string Title, string Unit, double? Low = null, double? High = null, bool IsLogarithmic = false)
{
    public Axis Of(IEnumerable<double> values, double from, double to) =>
        IsLogarithmic ? Axis.Logarithmic(values, from, to, Unit)
        : Low is { } low && High is { } high ? Axis.Between(low, high, from, to, Unit)
        : Axis.Linear(values, from, to, Unit);
}
