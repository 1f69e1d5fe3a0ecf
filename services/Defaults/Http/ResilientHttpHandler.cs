using System.Net;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using TracingReference.Defaults.Telemetry;

namespace TracingReference.Defaults.Http;

/// <summary>
/// Retries calls between services, with exponential backoff and jitter. Only idempotent calls may go through
/// it: all that the services ask of each other carry the order's id as their key.
/// </summary>
internal sealed class ResilientHttpHandler : DelegatingHandler
{
    private static readonly ResiliencePropertyKey<HttpRequestMessage> RequestKey = new("request");
    private readonly ResiliencePipeline<HttpResponseMessage> pipeline;

    public ResilientHttpHandler(HttpResilience resilience, TimeProvider time, ILogger<ResilientHttpHandler> logger)
    {
        pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = resilience.Attempts - 1,
                Delay = resilience.Delay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(IsTransient(arguments.Outcome)),
                OnRetry = arguments =>
                {
                    var request = arguments.Context.Properties.GetValue(RequestKey, null!);
                    HttpLog.Retrying(logger, request.Method, request.RequestUri?.Host, arguments.AttemptNumber + 1, arguments.RetryDelay.TotalMilliseconds);
                    arguments.Outcome.Result?.Dispose();
                    return default;
                },
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = resilience.AttemptTimeout })
            .Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(RequestKey, request);
        var attempt = 0;
        try
        {
            return await pipeline.ExecuteAsync(
                async inner =>
                {
                    ResendCountProcessor.Current = attempt++;
                    return await base.SendAsync(request, inner.CancellationToken);
                },
                context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static bool IsTransient(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException or TimeoutRejectedException
        || outcome.Result?.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
}
