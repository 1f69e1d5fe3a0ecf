using System.Diagnostics;

namespace TracingReference.Gateway.Tests;

/// <summary>From which status on an answer makes its server span an error.</summary>
public sealed class ErrorFromTests : GatewayTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(null, ActivityStatusCode.Unset, null)]
    [InlineData("400", ActivityStatusCode.Error, "404")]
    [InlineData("404", ActivityStatusCode.Error, "404")]
    [InlineData("405", ActivityStatusCode.Unset, null)]
    public async Task It_is_500_or_what_Telemetry_ErrorFrom_says(string? errorFrom, ActivityStatusCode status, string? errorType)
    {
        var ended = new TaskCompletionSource<Activity>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new ActivityListener // samples nothing: that is the service's business
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            ActivityStopped = span => ended.TrySetResult(span),
        };
        ActivitySource.AddActivityListener(listener);

        Start(settings: errorFrom is null ? [] : [("Telemetry:ErrorFrom", errorFrom)]);
        using var response = await Gateway.SendAsync(HttpMethod.Get, "/nowhere");
        var span = await ended.Task.WaitAsync(Patience);
        Assert.Equal((404, status, errorType), ((int)response.StatusCode, span.Status, span.GetTagItem("error.type")));
    }
}
