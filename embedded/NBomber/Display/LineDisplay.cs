using NBomber.Reports;

namespace NBomber.Display;

/// <summary>A line a scenario and interval, for a file or a pipe.</summary>
/// <param name="output">Where to.</param>
/// <param name="isQuiet">Whether only what is said once is written.</param>
internal sealed class LineDisplay(TextWriter output, bool isQuiet = false) : IDisplay
{
    public Task FollowAsync(Func<IReadOnlyList<ScenarioProgress>> progress, Func<Action, Task> work) => work(() =>
    {
        if (!isQuiet)
        {
            output.WriteLine(TextReport.Progress([.. progress().Select(scenario => scenario.Stats)]));
        }
    });

    public void Say(string line) => output.WriteLine(line);
}
