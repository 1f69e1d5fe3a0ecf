using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Exporters.Sending;

/// <summary>Sends one batch: attempt after attempt, each with its timeout, and counts what became of it.</summary>
internal sealed partial class RequestSender
{
    private readonly ISender _sender;
    private readonly SendingSettings _settings;
    private readonly ComponentContext _context;
    private readonly CancellationToken _stopping;
    private readonly ILogger _logger;
    private readonly (string, string)[] _labels;
    private readonly OwnCounter _sent;
    private long _inFlight;

    /// <param name="sender">Sends.</param>
    /// <param name="settings">How often and how long.</param>
    /// <param name="context">The exporter's.</param>
    /// <param name="stopping">From then on, nothing is sent again.</param>
    public RequestSender(ISender sender, SendingSettings settings, ComponentContext context, CancellationToken stopping)
    {
        (_sender, _settings, _context, _stopping, _logger) = (sender, settings, context, stopping, context.Logger);
        var exporter = ("exporter", context.Id.ToString());
        _labels = [exporter, .. sender.Labels];
        _sent = context.Metrics.Counter($"exporter_sent_{OwnNames.Items(context.Signal)}", MetricsLevel.Basic, _labels);
        context.Metrics.Gauge("exporter_in_flight_requests", MetricsLevel.Basic, () => Interlocked.Read(ref _inFlight),
            exporter, ("data_type", OwnNames.DataType(context.Signal)));
    }

    /// <summary>Sends the batch, which stays the caller's.</summary>
    /// <exception cref="SendException">It was not taken, and it is of no use, or too late, to try again.</exception>
    public async ValueTask SendAsync(Batch batch, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _inFlight);
        var count = batch.ItemCount;
        try
        {
            await RetryAsync(batch, cancellationToken).ConfigureAwait(false);
            _sent.Add(count);
        }
        catch (SendException error) when (!error.IsInterrupted)
        {
            CountFailure(error, count);
            throw;
        }
        catch (Exception error) when (error is not SendException)
        {
            // A fault, of ours or of a library, costs this batch; whoever sends goes on with the next.
            LogFault(_logger, error);
            var failure = new SendException($"sending has failed: {error.Message}", error) { IsPermanent = true };
            CountFailure(failure, count);
            throw failure;
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    /// <summary>Counts items that were given up.</summary>
    public void CountFailure(SendException error, int count)
    {
        // What each failure was is for those who look closely; it makes several series of one.
        (string, string)[] labels = _context.Metrics.Level == MetricsLevel.Detailed
            ? [.. _labels, ("error_type", error.Status?.ToString() ?? "_OTHER"), ("error_permanent", error.IsPermanent ? "true" : "false")]
            : _labels;
        _context.Metrics.Counter($"exporter_send_failed_{OwnNames.Items(_context.Signal)}", MetricsLevel.Basic, labels).Add(count);
    }

    private async ValueTask RetryAsync(Batch batch, CancellationToken cancellationToken)
    {
        var backOff = new BackOff(_settings.Retry);
        var start = _context.Time.GetTimestamp();
        while (true)
        {
            SendException failure;
            try
            {
                await AttemptAsync(batch, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (SendException error)
            {
                failure = error;
            }

            if (!_settings.Retry.IsEnabled || failure.IsInterrupted)
            {
                throw failure;
            }

            if (failure.IsPermanent)
            {
                throw failure.Because("not retryable error: Permanent error");
            }

            var wait = backOff.Next(Random.Shared.NextDouble());
            wait = failure.Throttle is { } throttle && throttle > wait ? throttle : wait;
            if (_settings.Retry.MaxElapsedTime > TimeSpan.Zero && _context.Time.GetElapsedTime(start) + wait > _settings.Retry.MaxElapsedTime)
            {
                throw failure.Because("no more retries left");
            }

            await WaitAsync(wait, failure, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask WaitAsync(TimeSpan wait, SendException failure, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stopping, cancellationToken);
        try
        {
            await Task.Delay(wait, _context.Time, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw failure.Because("interrupted due to shutdown", isInterrupted: true);
        }
        catch (OperationCanceledException)
        {
            throw failure.Because("request is cancelled or timed out");
        }
    }

    private async ValueTask AttemptAsync(Batch batch, CancellationToken cancellationToken)
    {
        using var timer = _settings.Timeout > TimeSpan.Zero ? new CancellationTokenSource(_settings.Timeout, _context.Time) : null;
        using var either = timer is null ? null : CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await _sender.SendAsync(batch, either?.Token ?? cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timer?.IsCancellationRequested == true)
        {
            throw new SendException($"no answer within {_settings.Timeout.TotalSeconds} s") { Status = StatusCode.DeadlineExceeded };
        }
        catch (OperationCanceledException error)
        {
            throw new SendException("the request was cancelled", error) { Status = StatusCode.Cancelled, IsInterrupted = _stopping.IsCancellationRequested };
        }
    }

    [LoggerMessage(LogLevel.Error, "Sending has failed; the batch is dropped")]
    private static partial void LogFault(ILogger logger, Exception error);
}
