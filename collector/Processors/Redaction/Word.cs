namespace TracingReference.Collector.Processors.Redaction;

/// <summary>
/// Tells words from random letters: words have a vowel in every five letters. Upstream asks a model trained on English text,
/// which is not part of this project, so the two may differ on a word that is neither plain nor plainly random.
/// </summary>
internal static class Word
{
    private const int LongestWithoutVowel = 4;

    public static bool IsPronounceable(ReadOnlySpan<char> word)
    {
        var consonants = 0;
        foreach (var letter in word)
        {
            consonants = char.IsAsciiLetter(letter) && !"aeiouyAEIOUY".Contains(letter) ? consonants + 1 : 0;
            if (consonants > LongestWithoutVowel)
            {
                return false;
            }
        }

        return true;
    }
}
