using Spectre.Console;

namespace NBomber.Display;

/// <summary>Chooses the display of this process.</summary>
internal static class Displays
{
    /// <summary>A table where standard output is a terminal that can redraw one, else lines.</summary>
    /// <param name="showsMetrics">Whether there shall be figures while a test runs.</param>
    public static IDisplay OfProcess(bool showsMetrics)
    {
        var console = AnsiConsole.Console;
        return showsMetrics && console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi
            ? new TableDisplay(console)
            : new LineDisplay(Console.Out, isQuiet: !showsMetrics);
    }
}
