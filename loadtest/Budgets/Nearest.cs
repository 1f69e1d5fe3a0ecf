namespace TracingReference.LoadTest.Budgets;

/// <summary>Guesses what a mistyped name was to be.</summary>
internal static class Nearest
{
    /// <summary>" Did you mean 'x'?", or nothing where no known name is near.</summary>
    public static string Hint(string text, IEnumerable<string> known) =>
        known.Select(name => (Name: name, Distance: Distance(text, name))).OrderBy(each => each.Distance).FirstOrDefault() is { Name: { } nearest } best
            && best.Distance <= Math.Max(2, nearest.Length / 3)
                ? $" Did you mean '{nearest}'?"
                : "";

    // Levenshtein's: how many characters to insert, remove or replace. Case alone makes no distance.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
