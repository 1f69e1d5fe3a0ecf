using System.Buffers;

namespace TracingReference.Collector.Processors.TailSampling.Policies;

/// <summary>The W3C header tracestate (Trace Context level 1, section 3.3), read as strictly as OpenTelemetry's Go library does.</summary>
internal static class TraceStateBytes
{
    private const int MaxMembers = 32;
    private static readonly SearchValues<byte> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-*/"u8);

    /// <summary>The value of a key; false where it is not there, or anything in the list is not valid.</summary>
    public static bool TryFind(ReadOnlySpan<byte> state, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        value = default;
        var isFound = false;
        var count = 0;
        foreach (var range in state.Split((byte)','))
        {
            var member = state[range];
            if (member.IsEmpty)
            {
                continue;
            }

            var equals = member.IndexOf((byte)'=');
            if (equals < 0 || ++count > MaxMembers)
            {
                return false;
            }

            var memberKey = member[..equals].TrimStart(" \t"u8);
            var memberValue = member[(equals + 1)..].TrimEnd(" \t"u8);
            if (!IsKey(memberKey) || !IsValue(memberValue) || IsAmong(state[..range.Start], memberKey))
            {
                return false;
            }

            if (memberKey.SequenceEqual(key))
            {
                value = memberValue;
                isFound = true;
            }
        }

        return isFound;
    }

    private static bool IsAmong(ReadOnlySpan<byte> members, ReadOnlySpan<byte> key)
    {
        foreach (var range in members.Split((byte)','))
        {
            var member = members[range];
            if (member.IndexOf((byte)'=') is >= 0 and var equals && member[..equals].TrimStart(" \t"u8).SequenceEqual(key))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsKey(ReadOnlySpan<byte> key)
    {
        var at = key.IndexOf((byte)'@');
        return at < 0
            ? IsPart(key, 255, mayBeginWithDigit: false)
            : IsPart(key[..at], 240, mayBeginWithDigit: true) && IsPart(key[(at + 1)..], 13, mayBeginWithDigit: false);
    }

    private static bool IsPart(ReadOnlySpan<byte> part, int mostAfterFirst, bool mayBeginWithDigit) =>
        !part.IsEmpty && part.Length - 1 <= mostAfterFirst
        && (char.IsAsciiLetterLower((char)part[0]) || (mayBeginWithDigit && char.IsAsciiDigit((char)part[0])))
        && !part[1..].ContainsAnyExcept(KeyCharacters);

    private static bool IsValue(ReadOnlySpan<byte> value) =>
        value.Length is > 0 and <= 256 && !value.ContainsAnyExceptInRange((byte)0x20, (byte)0x7e)
        && !value.Contains((byte)'=') && value[^1] != ' ';
}
