using System.Globalization;
using System.Xml.Linq;

namespace TracingReference.LoadTest.Reports.Plots;

/// <summary>Maps values to places, and knows the round values to write there.</summary>
internal sealed class Axis
{
    private const double LetterGap = 14;
    private readonly double low;
    private readonly double high;
    private readonly double from;
    private readonly double to;
    private readonly bool isLogarithmic;

    private Axis(double low, double high, double from, double to, bool isLogarithmic, string unit)
    {
        (this.low, this.high, this.from, this.to, this.isLogarithmic) = (low, high, from, to, isLogarithmic);
        (Divisor, Label) = Quantity.Scale(isLogarithmic ? low * 10 : Math.Max(Math.Abs(low), Math.Abs(high)), unit);
    }

    /// <summary>The unit that is written beside it.</summary>
    public string Label { get; }

    private double Divisor { get; }

    /// <param name="values">What has to fit in; not finite ones are left out.</param>
    /// <param name="from">The place of the lowest.</param>
    /// <param name="to">The place of the highest.</param>
    /// <param name="unit">Of the values.</param>
    public static Axis Linear(IEnumerable<double> values, double from, double to, string unit)
    {
        var finite = values.Where(double.IsFinite).Append(0).ToArray();
        var (low, high) = (finite.Min(), finite.Max());
        var pad = low == high ? Quantity.Scale(0, unit).Divisor : (high - low) * 0.04;
        return new(low < 0 ? low - pad : 0, high > 0 || low == high ? high + pad : 0, from, to, isLogarithmic: false, unit);
    }

    /// <summary>Not from 0: for a series whose changes count.</summary>
    /// <inheritdoc cref="Linear"/>
    public static Axis Between(double low, double high, double from, double to, string unit) => new(low, high > low ? high : low + 1, from, to, isLogarithmic: false, unit);

    /// <inheritdoc cref="Linear"/>
    public static Axis Logarithmic(IEnumerable<double> values, double from, double to, string unit)
    {
        var positive = values.Where(value => double.IsFinite(value) && value > 0).DefaultIfEmpty(1).ToArray();
        var (low, high) = (positive.Min(), positive.Max());
        return new(low / 1.05, high > low ? high * 1.05 : low * 10, from, to, isLogarithmic: true, unit);
    }

    public double Place(double value) => from + ((to - from) * (isLogarithmic
        ? Math.Log(Math.Max(value, low) / low) / Math.Log(high / low)
        : (value - low) / (high - low)));

    /// <summary>The line below a drawing, with ticks, numbers and what they are.</summary>
    /// <param name="y">Where it is.</param>
    /// <param name="top">Up to where grid lines reach.</param>
    /// <param name="title">What the values are.</param>
    public IEnumerable<XElement> Below(double y, double top, string title)
    {
        var free = double.NegativeInfinity;
        foreach (var tick in Ticks((int)(Math.Abs(to - from) / 60)))
        {
            var x = Place(tick);
            var text = Text(tick);
            var half = Svg.WidthOf(text) / 2;
            yield return Svg.Line(x, top, x, y, "grid");
            if (x - half >= free)
            {
                free = x + half + 8;
                yield return Svg.Text(Math.Min(x, Svg.Width - half), y + LetterGap, text, "middle", "soft");
            }
        }

        yield return Svg.Line(Math.Min(from, to), y, Math.Max(from, to), y, "axis");
        yield return Svg.Text((from + to) / 2, y + 30, $"{title}{Suffix}", "middle", "soft");
    }

    /// <summary>The numbers at the left of a drawing; its title is written above it.</summary>
    /// <param name="x">Where it is.</param>
    /// <param name="right">Up to where grid lines reach.</param>
    /// <param name="top">Where the title is.</param>
    /// <param name="title">What the values are.</param>
    public IEnumerable<XElement> Left(double x, double right, double top, string title)
    {
        foreach (var tick in Ticks(5))
        {
            var y = Place(tick);
            yield return Svg.Line(x, y, right, y, "grid");
            yield return Svg.Text(x - 5, y + 4, Text(tick), "end", "soft");
        }

        yield return Svg.Text(4, top, $"{title}{Suffix}", "start", "soft");
    }

    private string Suffix => Label.Length == 0 ? "" : $" ({Label})";

    private string Text(double value) => (value / Divisor) is var shown && Math.Abs(shown) < 1e-9 ? "0" : shown.ToString("#,0.#####", CultureInfo.InvariantCulture);

    private IEnumerable<double> Ticks(int about)
    {
        if (isLogarithmic)
        {
            var decades = Math.Log10(high / low);
            double[] heads = decades < 2.2 ? [1, 2, 5] : [1];
            return Enumerable.Range((int)Math.Floor(Math.Log10(low)), (int)Math.Ceiling(decades) + 2)
                .SelectMany(power => heads.Select(head => head * Math.Pow(10, power)))
                .Where(tick => tick >= low && tick <= high);
        }

        var rough = (high - low) / Divisor / Math.Max(2, about);
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = new[] { 1.0, 2, 5, 10 }.First(each => each * magnitude >= rough * 0.999) * magnitude * Divisor;
        var first = Math.Ceiling((low / step) - 1e-9);
        return Enumerable.Range(0, (int)Math.Floor((high / step) + 1e-9 - first) + 1).Select(i => (first + i) * step);
    }
}
