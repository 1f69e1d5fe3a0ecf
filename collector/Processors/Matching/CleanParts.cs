using System.Text.RegularExpressions;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Matching;

/// <summary>
/// Tells from the bytes of a part that no pattern matches in any of its texts, which is so for nearly all: such a part can be
/// left as it is. All its texts are searched at once for what a match must have; only where something is found, one by one.
/// </summary>
/// <param name="texts">Looked for in all texts, keys too.</param>
/// <param name="keys">Looked for in keys only.</param>
internal sealed class CleanParts(IReadOnlyList<Regex> texts, IReadOnlyList<Regex> keys)
{
    private readonly TextFilter _filter = new([.. texts, .. keys]);
    private readonly CleanTexts _texts = new(texts);
    private readonly CleanTexts _keys = new([.. texts, .. keys]);

    // What matches the empty text would match where a text is missing, too: in the value of a number, say. Bytes do not tell that.
    private readonly bool _canTell = !texts.Concat(keys).Any(static pattern => pattern.IsMatch(""));

    /// <param name="part">It is only read.</param>
    /// <param name="read">Where to read its texts into.</param>
    /// <returns>Whether it is certain that nothing matches.</returns>
    public bool Has(Part part, PartTexts read)
    {
        if (!_canTell || !read.TryRead(part))
        {
            return false;
        }

        if (!_filter.MayMatch(read.All))
        {
            return true;
        }

        for (var index = 0; index < read.Count; index++)
        {
            if (!(read.IsKey(index) ? _keys : _texts).Has(read.Text(index)))
            {
                return false;
            }
        }

        return true;
    }
}
