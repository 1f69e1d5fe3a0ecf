using Spectre.Console;

namespace NBomber.Display;

/// <summary>A table that is redrawn in place, on a terminal; its last state stays.</summary>
/// <param name="console">The terminal.</param>
internal sealed class TableDisplay(IAnsiConsole console) : IDisplay
{
    public async Task FollowAsync(Func<IReadOnlyList<ScenarioProgress>> progress, Func<Action, Task> work)
    {
        using var guard = new CursorGuard(console);
        await console.Live(new ProgressTable(progress())).Overflow(VerticalOverflow.Ellipsis).StartAsync(async live =>
        {
            live.Refresh();
            await work(Draw).ConfigureAwait(false);
            Draw();

            void Draw() => live.UpdateTarget(new ProgressTable(progress()));
        }).ConfigureAwait(false);
    }

    // Above the table, which is drawn again below it.
    public void Say(string line) => console.WriteLine(line);
}
