using System.Text.Json;

namespace TracingReference.LoadTest.Tests;

/// <summary>The reference values: what SciPy, NumPy and statsmodels answered.</summary>
internal static class Golden
{
    /// <summary>What was promised: nine digits, or six where an interval's end is found by iteration.</summary>
    public const double Tolerance = 1e-9;

    public const double IterationTolerance = 1e-6;

    private static readonly JsonElement File = JsonDocument.Parse(
        System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "statistics.json"))).RootElement;

    public static IEnumerable<JsonElement> Rows(string section) => File.GetProperty(section).EnumerateArray();

    public static double[] Doubles(this JsonElement element) => [.. element.EnumerateArray().Select(value => value.GetDouble())];

    public static double Number(this JsonElement row, string name) => row.GetProperty(name).GetDouble();

    /// <summary>Relative to the expected value where that is above 1, absolute below.</summary>
    public static void Close(double expected, double actual, JsonElement row, double tolerance = Tolerance) => Assert.True(
        Math.Abs(actual - expected) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{actual:R} instead of {expected:R} for {Short(row)}");

    /// <summary>A p-value, which must be right relatively as well, however small.</summary>
    public static void CloseProbability(double expected, double actual, JsonElement row)
    {
        Close(expected, actual, row);
        Assert.True(Math.Abs(actual - expected) <= 1e-6 * expected, $"{actual:R} instead of {expected:R}, relatively, for {Short(row)}");
    }

    private static string Short(JsonElement row) => row.ToString() is { Length: > 200 } text ? text[..200] + "…" : row.ToString();
}
