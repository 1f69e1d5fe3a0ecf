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
        Start(settings: errorFrom is null ? [] : [("Telemetry:ErrorFrom", errorFrom)]);
        using var spans = new ServerSpan();
        using var response = await Gateway.SendAsync(HttpMethod.Get, "/nowhere");
        var span = await spans.Ended.WaitAsync(Patience);
        Assert.Equal((404, status, errorType), ((int)response.StatusCode, span.Status, span.GetTagItem("error.type")));
    }

    [Fact]
    public async Task A_client_that_goes_away_is_no_error_of_ours()
    {
        Start();
        using var spans = new ServerSpan();
        using var gone = new CancellationTokenSource();
        var request = Gateway.Client.GetAsync(Upstream.HeldPath, gone.Token);
        await Upstream.Held.WaitAsync(Patience);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);

        var span = await spans.Ended.WaitAsync(Patience);
        Assert.Equal((499, ActivityStatusCode.Unset, null), (span.GetTagItem("http.response.status_code"), span.Status, span.GetTagItem("error.type")));
    }

    /// <summary>The gateway's next server span to end; those of the services behind it have a parent.</summary>
    private sealed class ServerSpan : IDisposable
    {
        private readonly TaskCompletionSource<Activity> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ActivityListener listener;

        public ServerSpan()
        {
            listener = new ActivityListener // samples nothing: that is the service's business
            {
                ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
                ActivityStopped = span =>
                {
                    if (span.ParentSpanId == default)
                    {
                        ended.TrySetResult(span);
                    }
                },
            };
            ActivitySource.AddActivityListener(listener);
        }

        public Task<Activity> Ended => ended.Task;

        public void Dispose() => listener.Dispose();
    }
}
