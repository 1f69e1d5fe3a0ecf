using System.Globalization;

namespace TracingReference.LoadTest.Reports;

/// <summary>Numbers for people: three digits that count, in a unit of fitting size.</summary>
internal static class Quantity
{
    private const double Kibi = 1024;

    /// <summary>A number with its unit.</summary>
    /// <param name="value">In <paramref name="unit"/>.</param>
    /// <param name="unit">us, bytes, bytes/h, empty for a fraction (shown in percent), or any word.</param>
    public static string Format(double value, string unit)
    {
        var (divisor, label) = Scale(value, unit);
        var number = Number(value / divisor);
        return label is "" or "%" ? number + label : $"{number} {label}";
    }

    /// <inheritdoc cref="Format(double, string)"/>
    public static string Format(double? value, string unit) => value is { } known ? Format(known, unit) : "-";

    /// <summary>With a plus where it is more: for what one adds to another.</summary>
    public static string Added(double value, string unit) => value > 0 ? $"+{Format(value, unit)}" : Format(value, unit);

    /// <summary>A unit of fitting size for numbers up to a magnitude.</summary>
    public static (double Divisor, string Label) Scale(double magnitude, string unit) => (unit, Math.Abs(magnitude)) switch
    {
        ("", _) => (0.01, "%"),
        ("us", < 1_000) => (1, "µs"),
        ("us", < 1_000_000) => (1_000, "ms"),
        ("us", _) => (1_000_000, "s"),
        ("bytes", var bytes) => Bytes(bytes, ""),
        ("bytes/h", var bytes) => Bytes(bytes, "/h"),
        _ => (1, unit),
    };

    /// <summary>A number that somebody chose: not rounded, and without zeros that would claim to be measured.</summary>
    public static string Chosen(double value, string unit)
    {
        var (divisor, label) = Scale(value, unit);
        var number = (value / divisor).ToString("#,0.######", CultureInfo.InvariantCulture);
        return label is "" or "%" ? number + label : $"{number} {label}";
    }

    /// <summary>A whole number.</summary>
    public static string Count(long? value) => value?.ToString("#,0", CultureInfo.InvariantCulture) ?? "-";

    public static string Number(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 1e15 or double.NaN => value.ToString("G3", CultureInfo.InvariantCulture),
        >= 99.95 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 9.995 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 0.9995 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("G3", CultureInfo.InvariantCulture),
    };

    private static (double Divisor, string Label) Bytes(double bytes, string per) => bytes switch
    {
        < Kibi => (1, $"B{per}"),
        < Kibi * Kibi => (Kibi, $"KiB{per}"),
        < Kibi * Kibi * Kibi => (Kibi * Kibi, $"MiB{per}"),
        _ => (Kibi * Kibi * Kibi, $"GiB{per}"),
    };
}
