using System.Text;

namespace TracingReference.LoadTest.Reports.Pages;

/// <summary>GitHub's Markdown, fit for a comment on a pull request: what would make it too long is left out and said to be.</summary>
internal sealed class MarkdownPage
{
    /// <summary>A comment may have 65,536 characters; the rest is for who posts it.</summary>
    public const int MostBytes = 60_000;

    private const string Rest = "\nMore did not fit into a comment: see report.html.\n";
    private const string Special = "\\`*_{}[]()#+-.!|~@:";

    private readonly StringBuilder text = new();
    private int bytes = Encoding.UTF8.GetByteCount(Rest);
    private bool isCut;

    public void Section(string title, IEnumerable<Element> elements)
    {
        var parts = elements.Select(Render).Where(part => part.Length > 0).ToArray();
        if (parts.Length > 0)
        {
            Add(title.Length == 0 ? "" : $"### {Encode(title)}\n\n");
            Array.ForEach(parts, Add);
        }
    }

    /// <summary>A line in bold.</summary>
    public void Headline(string line) => Add($"**{Encode(line)}**\n\n");

    public override string ToString() => isCut ? text + Rest : text.ToString();

    /// <summary>Text that means itself, wherever it stands: nothing in it is markup, a link, a mention or the end of a cell.</summary>
    public static string Encode(string plain)
    {
        var encoded = new StringBuilder(plain.Length + 16);
        for (var i = 0; i < plain.Length; i++)
        {
            var c = plain[i];
            encoded.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '@' => "&#64;",
                '\n' => "<br>",
                _ when char.IsControl(c) => " ",
                '-' or '.' or ':' or '(' or ')' or '+' when i > 0 && !IsLink(plain, i) => c.ToString(),
                _ when Special.Contains(c, StringComparison.Ordinal) => $"\\{c}",
                _ => c.ToString(),
            });
        }

        return encoded.ToString();
    }

    // GitHub makes links of bare addresses by their "://" and "www.".
    private static bool IsLink(string plain, int at) =>
        plain.AsSpan(at).StartsWith("://", StringComparison.Ordinal)
        || (plain[at] == '.' && plain.AsSpan(0, at).EndsWith("www", StringComparison.OrdinalIgnoreCase));

    private static string Render(Element element) => element switch
    {
        Paragraph paragraph => $"{Encode(paragraph.Text)}\n\n",
        Heading heading => $"#### {Encode(heading.Text)}\n\n",
        Table table => Render(table),
        Details details => string.Concat(details.Elements.Select(Render)) is { Length: > 0 } inner
            ? $"<details><summary>{Encode(details.Summary)}</summary>\n\n{inner}</details>\n\n"
            : "",
        _ => "",
    };

    private static string Render(Table table)
    {
        var lines = new StringBuilder();
        if (table.Caption.Length > 0)
        {
            lines.Append(Encode(table.Caption)).Append("\n\n");
        }

        lines.Append("| ").AppendJoin(" | ", table.Columns.Select(column => Encode(column.Title))).Append(" |\n");
        lines.Append('|').AppendJoin('|', table.Columns.Select(column => column.IsNumber ? "--:" : "---")).Append("|\n");
        foreach (var row in table.Rows)
        {
            lines.Append("| ").AppendJoin(" | ", row.Select(Render)).Append(" |\n");
        }

        return lines.Append('\n').ToString();
    }

    private static string Render(Cell cell)
    {
        var encoded = Encode(cell.Text);
        encoded = cell.Verdict is Comparing.Verdict.Fail ? $"**{encoded}**" : encoded;
        var more = cell.More.Count == 0 ? "" : $" and {cell.More.Count} more";
        return cell.Link is null ? encoded + more : $"[{encoded}]({cell.Link.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)}){more}";
    }

    private void Add(string part)
    {
        var more = Encoding.UTF8.GetByteCount(part);
        if (isCut || bytes + more > MostBytes)
        {
            isCut = true; // what follows a gap would read as if there were none
            return;
        }

        bytes += more;
        text.Append(part);
    }
}
