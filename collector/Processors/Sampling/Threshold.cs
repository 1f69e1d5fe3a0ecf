using System.Globalization;

namespace TracingReference.Collector.Processors.Sampling;

/// <summary>
/// A rejection threshold of consistent probability sampling (OpenTelemetry's tracestate handling, ot=th): an item is kept
/// when its 56 random bits are not below it.
/// </summary>
/// <param name="Value">0 (keeps all) to 2^56 (keeps none).</param>
internal readonly record struct Threshold(ulong Value)
{
    public const int HexDigits = 14;
    private const ulong Scale = 1UL << 56;
    private const int BitsPerDigit = 4;

    public static Threshold Always => new(0);

    public static Threshold Never => new(Scale);

    /// <summary>The smallest probability there is a threshold for.</summary>
    public static double MinProbability => 1.0 / Scale;

    public double Probability => (double)(Scale - Value) / Scale;

    public bool Keeps(ulong randomness) => randomness >= Value;

    /// <summary>As ot=th has it: 14 hexadecimal digits without the zeros at their end.</summary>
    public override string ToString() => Value == 0 ? "0" : Value.ToString("x14", CultureInfo.InvariantCulture).TrimEnd('0');

    public static bool TryParse(string text, out Threshold threshold)
    {
        threshold = Always;
        if (text.Length is 0 or > HexDigits || !ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var digits))
        {
            return false;
        }

        threshold = new(digits << (BitsPerDigit * (HexDigits - text.Length)));
        return true;
    }

    /// <summary>The threshold for a probability; null where that is below the smallest one or above 1.</summary>
    /// <param name="probability">From 2^-56 to 1.</param>
    /// <param name="precision">Significant hexadecimal digits; leading 0s and fs come on top, so that the relative error stays small at both ends.</param>
    public static Threshold? Of(double probability, int precision)
    {
        if (!(probability >= MinProbability && probability <= 1))
        {
            return null;
        }

        if (probability == 1)
        {
            return Always;
        }

        var leading = Math.Max(LeadingDigits(probability), LeadingDigits(1 - probability));
        var shift = BitsPerDigit * (HexDigits - Math.Min(HexDigits, precision + leading));
        var value = Scale - (ulong)Math.Round(probability * Scale, MidpointRounding.AwayFromZero);
        return new(shift == 0 ? value : ((value + (1UL << (shift - 1))) >> shift) << shift);
    }

    // How many hexadecimal digits of the fraction are zero.
    private static int LeadingDigits(double fraction) => -(Math.ILogB(fraction) + 1) / BitsPerDigit;
}
