using System.Text;

namespace TracingReference.Collector.Processors.Sampling;

/// <summary>
/// A W3C tracestate with the part that belongs to OpenTelemetry (ot=) taken apart: rv is the explicit randomness, th the
/// threshold by which the span has been sampled so far.
/// </summary>
internal sealed class TraceState : ISamplingCarrier
{
    private const int MaxMembers = 32;
    private const int MaxLength = 1024;
    private const int MaxKeyLength = 256;
    private const int MaxValueLength = 256;
    private const int MaxTenantLength = 241;
    private const int MaxSystemLength = 14;

    private readonly List<string> _others = [];
    private readonly List<string> _otherFields = [];
    private string _randomness = "";
    private string _threshold = "";

    /// <summary>rv; null where there is none.</summary>
    public ulong? Randomness { get; private set; }

    /// <summary>th; null where there is none.</summary>
    public Threshold? Threshold { get; private set; }

    /// <summary>Null where the text breaks a rule of either specification.</summary>
    public static TraceState? Parse(string text)
    {
        var state = new TraceState();
        return text.Length == 0 || (text.Length <= MaxLength && text.Split(',') is { Length: < MaxMembers } members && Array.TrueForAll(members, state.Add)) ? state : null;
    }

    public void SetRandomness(ulong randomness)
    {
        (Randomness, _randomness) = (randomness, SamplingRandomness.Format(randomness));
    }

    public void ClearThreshold() => (Threshold, _threshold) = (null, "");

    /// <summary>Records a threshold. A lower one than there is would claim a probability that was not: that changes nothing.</summary>
    public void RaiseThreshold(Threshold threshold)
    {
        if (Threshold is not { } own || own.Value <= threshold.Value)
        {
            (Threshold, _threshold) = (threshold, threshold.ToString());
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        Append("rv:", _randomness);
        Append("th:", _threshold);
        foreach (var field in _otherFields)
        {
            Append("", field);
        }

        if (text.Length > 0)
        {
            text.Insert(0, "ot=");
        }

        foreach (var other in _others)
        {
            text.Append(text.Length > 0 ? "," : "").Append(other);
        }

        return text.ToString();

        void Append(string name, string value)
        {
            if (value.Length > 0)
            {
                text.Append(text.Length > 0 ? ";" : "").Append(name).Append(value);
            }
        }
    }

    private bool Add(string member)
    {
        member = member.Trim(' ', '\t');
        var equals = member.IndexOf('=', StringComparison.Ordinal);
        if (member.Length == 0)
        {
            return true;
        }

        if (equals < 1 || !IsKey(member.AsSpan(0, equals)) || !IsValue(member.AsSpan(equals + 1)))
        {
            return false;
        }

        if (member.StartsWith("ot=", StringComparison.Ordinal))
        {
            return AddFields(member[3..]);
        }

        _others.Add(member);
        return true;
    }

    private bool AddFields(string fields)
    {
        _otherFields.Clear();
        (_randomness, Randomness) = ("", null);
        ClearThreshold();
        foreach (var field in fields.Split(';'))
        {
            var colon = field.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || !IsFieldKey(field.AsSpan(0, colon)) || field.AsSpan(colon + 1).ContainsAnyExcept(FieldValue))
            {
                return false;
            }

            var value = field[(colon + 1)..];
            switch (field[..colon])
            {
                case "rv" when SamplingRandomness.TryParse(value, out var randomness):
                    (Randomness, _randomness) = (randomness, value);
                    break;
                case "th" when Sampling.Threshold.TryParse(value, out var threshold):
                    (Threshold, _threshold) = (threshold, value);
                    break;
                case "rv" or "th":
                    return false;
                default:
                    _otherFields.Add(field);
                    break;
            }
        }

        return true;
    }

    private static ReadOnlySpan<char> FieldValue => "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

    private static ReadOnlySpan<char> KeyRest => "abcdefghijklmnopqrstuvwxyz0123456789_-*/";

    private static bool IsFieldKey(ReadOnlySpan<char> key) =>
        char.IsAsciiLetterLower(key[0]) && !key.ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789");

    private static bool IsKey(ReadOnlySpan<char> key)
    {
        var at = key.IndexOf('@');
        var tenant = at < 0 ? [] : key[..at];
        var system = key[(at + 1)..];
        return key.Length <= MaxKeyLength && tenant.Length <= MaxTenantLength && (at < 0 || (tenant.Length > 0 && system.Length is > 0 and <= MaxSystemLength))
            && (tenant.IsEmpty || char.IsAsciiLetterLower(tenant[0]) || char.IsAsciiDigit(tenant[0])) && char.IsAsciiLetterLower(system[0])
            && !tenant.ContainsAnyExcept(KeyRest) && !system.ContainsAnyExcept(KeyRest);
    }

    private static bool IsValue(ReadOnlySpan<char> value) =>
        value.Length is > 0 and <= MaxValueLength && value[^1] != ' ' && !value.ContainsAnyExceptInRange(' ', '~') && !value.ContainsAny(',', '=');
}
