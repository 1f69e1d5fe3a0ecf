namespace TracingReference.Defaults.Telemetry.Propagation;

/// <summary>Checks ids in hexadecimal. An id of zeros only is invalid in every format.</summary>
internal static class HexId
{
    public static bool IsLower(string? text, params ReadOnlySpan<int> lengths) =>
        text is not null && lengths.Contains(text.Length) && text.All(char.IsAsciiHexDigitLower) && IsNotZero(text);

    public static bool IsAnyCase(string text, int atMost) =>
        text.Length > 0 && text.Length <= atMost && text.All(char.IsAsciiHexDigit) && IsNotZero(text);

    private static bool IsNotZero(string text) => text.AsSpan().ContainsAnyExcept('0');
}
