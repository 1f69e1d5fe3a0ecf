using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace TracingReference.NBomber.Tests.Display;

/// <summary>A terminal in memory: what is to be seen after everything that was written to it.</summary>
internal sealed partial class Screen
{
    private readonly SynchronizedWriter output = new();

    public Screen(int width = 100, int height = 40)
    {
        Console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        Console.Profile.Width = width;
        Console.Profile.Height = height;
    }

    public IAnsiConsole Console { get; }

    public string Written => output.ToString();

    public bool HasCursor => Written.LastIndexOf("\e[?25h", StringComparison.Ordinal) >= Written.LastIndexOf("\e[?25l", StringComparison.Ordinal);

    /// <summary>The lines that are to be seen, without those that are empty.</summary>
    /// <exception cref="NotSupportedException">A control sequence is none of those that a table is redrawn with.</exception>
    public IReadOnlyList<string> Lines()
    {
        List<StringBuilder> lines = [new()];
        var (row, column) = (0, 0);
        foreach (var piece in Pieces().Matches(Written).Select(match => match.Value))
        {
            switch (piece)
            {
                case "\n":
                    (row, column) = (row + 1, 0);
                    if (row == lines.Count)
                    {
                        lines.Add(new());
                    }

                    break;
                case "\r":
                    column = 0;
                    break;
                case "\e[2K":
                    lines[row].Clear();
                    break;
                case "\e[?25h" or "\e[?25l":
                    break;
                case ['\e', '[', .. var up, 'A']:
                    row -= int.Parse(up, CultureInfo.InvariantCulture);
                    break;
                case ['\e', ..]:
                    throw new NotSupportedException($"This terminal does not know '{piece[1..]}'.");
                default:
                    var line = lines[row];
                    line.Append(' ', Math.Max(0, column - line.Length)).Remove(column, Math.Min(piece.Length, line.Length - column)).Insert(column, piece);
                    column += piece.Length;
                    break;
            }
        }

        return [.. lines.Select(line => line.ToString().TrimEnd()).Where(line => line.Length > 0)];
    }

    [GeneratedRegex("\e\\[[?0-9;]*[A-Za-z]|\n|\r|[^\e\n\r]+|\e")]
    private static partial Regex Pieces();

    // A signal is handled on a thread of its own.
    private sealed class SynchronizedWriter : StringWriter
    {
        private readonly Lock gate = new();

        public override void Write(char value)
        {
            lock (gate)
            {
                base.Write(value);
            }
        }

        public override void Write(char[] buffer, int index, int count)
        {
            lock (gate)
            {
                base.Write(buffer, index, count);
            }
        }

        public override void Write(string? value)
        {
            lock (gate)
            {
                base.Write(value);
            }
        }

        public override string ToString()
        {
            lock (gate)
            {
                return base.ToString();
            }
        }
    }
}
