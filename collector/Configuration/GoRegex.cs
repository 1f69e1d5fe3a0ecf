using System.Text;
using System.Text.RegularExpressions;

namespace TracingReference.Collector.Configuration;

/// <summary>
/// Regular expressions as Go's regexp package reads them (RE2 syntax), run by .NET's engine without backtracking, so that no
/// input can make one slow. Two things are left as .NET has them: \b knows Unicode's letters, and a character outside the
/// basic plane counts as two.
/// </summary>
public static class GoRegex
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>Compiles a pattern; the error says what Go would refuse, or what this engine cannot run.</summary>
    public static bool TryCompile(string pattern, out Regex regex, out string error)
    {
        (regex, error) = (null!, "");
        try
        {
            regex = new Regex(new GoRegexTranslation(pattern).Translate(), Options);
            return true;
        }
        catch (FormatException wrong)
        {
            error = $"error parsing regexp: {wrong.Message}";
        }
        catch (ArgumentException wrong)
        {
            error = $"error parsing regexp: {wrong.Message}";
        }
        catch (NotSupportedException tooLarge)
        {
            error = $"this regexp is too large: {tooLarge.Message}";
        }

        return false;
    }

    /// <summary>Compiles patterns of the configuration; those that are wrong are noted where they stand, and stop a start.</summary>
    public static IReadOnlyList<Regex> ReadList(ConfigReader reader, string key)
    {
        var regexes = new List<Regex>();
        var patterns = reader.Strings(key);
        for (var index = 0; index < patterns.Count; index++)
        {
            if (TryCompile(patterns[index], out var regex, out var error))
            {
                regexes.Add(regex);
            }
            else
            {
                var node = reader.Raw(key) is { Kind: ConfigNodeKind.List } list ? list.Items[index] : reader.Raw(key)!;
                reader.Findings.StartError(node.Position, $"{reader.PathOf(key)}[{index}]", error);
            }
        }

        return regexes;
    }

    /// <summary>Replaces every match, as Go counts them: an empty match right after another one is none.</summary>
    public static string ReplaceAll(Regex regex, string text, Func<string, string> replace)
    {
        StringBuilder? result = null;
        var end = 0;
        for (var match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            var matchEnd = match.Index + match.Length;
            if (matchEnd > end || match.Index == 0)
            {
                result ??= new();
                result.Append(text, end, match.Index - end).Append(replace(match.Value));
                end = matchEnd;
            }
        }

        return result is null ? text : result.Append(text, end, text.Length - end).ToString();
    }
}
