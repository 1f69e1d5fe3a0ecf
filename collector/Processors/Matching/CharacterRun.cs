namespace TracingReference.Collector.Processors.Matching;

/// <summary>So many characters of an alphabet in a row.</summary>
internal readonly record struct CharacterRun(UInt128 Alphabet, int Length)
{
    /// <summary>Whether a text of ASCII characters has one. Of so many in a row one stands at a multiple of their number: few characters are looked at.</summary>
    public bool IsIn(ReadOnlySpan<char> text)
    {
        var (low, high) = ((ulong)Alphabet, (ulong)(Alphabet >> 64));
        for (var position = Length - 1; position < text.Length; position += Length)
        {
            if (!Has(text[position]))
            {
                continue;
            }

            var start = position;
            while (start > 0 && Has(text[start - 1]))
            {
                start--;
            }

            var end = position + 1;
            while (end < text.Length && end - start < Length && Has(text[end]))
            {
                end++;
            }

            if (end - start >= Length)
            {
                return true;
            }
        }

        return false;

        bool Has(char character) => (((character < 64 ? low : high) >> character) & 1) != 0;
    }
}
