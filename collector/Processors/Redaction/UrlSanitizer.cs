using System.Text;

namespace TracingReference.Collector.Processors.Redaction;

/// <summary>
/// Puts * in place of the parts of a path that are values and no words, and drops query and fragment, so that the paths of one
/// route become one. Segments that are not letters, or not pronounceable, are values. From the tenth slash on all is dropped.
/// </summary>
internal static class UrlSanitizer
{
    private const int MaxSegments = 10;

    public static string Sanitize(string url)
    {
        var end = url.AsSpan().IndexOfAny('?', '&', '#');
        var path = end < 0 ? url.AsSpan() : url.AsSpan(0, end);
        var result = new StringBuilder(path.Length);
        for (var slashes = 0; ;)
        {
            var slash = path.IndexOf('/');
            var isLast = slash < 0;
            var segment = isLast ? path : path[..slash];
            var isCut = isLast && end >= 0;
            if (HasOddCharacter(segment) || (!segment.IsEmpty && !isCut && !Word.IsPronounceable(segment)))
            {
                result.Append('*');
            }
            else
            {
                result.Append(segment);
            }

            if (isLast || ++slashes == MaxSegments)
            {
                return result.ToString();
            }

            result.Append('/');
            path = path[(slash + 1)..];
        }
    }

    // The second character may be anything: v1 is a word.
    private static bool HasOddCharacter(ReadOnlySpan<char> segment)
    {
        for (var index = 0; index < segment.Length; index++)
        {
            if (index != 1 && !(char.IsAsciiLetter(segment[index]) || segment[index] is '-' or '_' or '.' or ' '))
            {
                return true;
            }
        }

        return false;
    }
}
