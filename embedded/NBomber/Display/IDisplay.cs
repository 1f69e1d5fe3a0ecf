namespace NBomber.Display;

/// <summary>Where people follow a test.</summary>
internal interface IDisplay
{
    /// <summary>Follows some work to its end.</summary>
    /// <param name="progress">How far each scenario is.</param>
    /// <param name="work">It calls what it is given when an interval is over, to have the progress shown.</param>
    Task FollowAsync(Func<IReadOnlyList<ScenarioProgress>> progress, Func<Action, Task> work);

    /// <summary>Says something once; from any thread.</summary>
    void Say(string line);
}
