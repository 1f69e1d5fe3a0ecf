using NBomber.Contracts;
using NBomber.CSharp;

namespace NBomber.Engine;

/// <summary>Responses in place of those that an iteration did not give.</summary>
internal static class Failure
{
    /// <summary>Not begun, since too many others were under way.</summary>
    public static IResponse NotBegun { get; } = Response.Fail(statusCode: "-102", message: $"not begun: {ScenarioRun.MostUnderWay} iterations were under way");

    /// <summary>Not ended in time.</summary>
    public static IResponse NotEnded { get; } = Response.Fail(statusCode: "-100", message: "operation timeout");

    /// <summary>Ended by an exception.</summary>
    public static Response<T> Of<T>(Exception error) => Response.Fail<T>(statusCode: "-101", message: error.Message);
}
