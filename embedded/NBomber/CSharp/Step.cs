using NBomber.Contracts;
using NBomber.Engine;

namespace NBomber.CSharp;

/// <summary>Measures a part of an iteration.</summary>
public static class Step
{
    /// <summary>Runs it and measures it under its name. If it fails, the iteration ends there unless the scenario says otherwise.</summary>
    public static async Task<Response<T>> Run<T>(string name, IScenarioContext context, Func<Task<Response<T>>> run)
    {
        var iteration = context as IterationContext
            ?? throw new ArgumentException("Give the step the context that its scenario was given.", nameof(context));
        var begun = iteration.BeginStep();
        Response<T> response;
        try
        {
            response = await run().ConfigureAwait(false);
        }
        catch (Exception error) when (error is not (IgnoreMeasurementException or IterationEndedException) && !iteration.IsCancelled(error))
        {
            response = Failure.Of<T>(error);
        }

        iteration.EndStep(name, response, begun);
        return response;
    }
}
