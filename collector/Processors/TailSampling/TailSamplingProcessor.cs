using Microsoft.Extensions.ObjectPool;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>
/// Holds spans until their trace can be judged as a whole, and passes on the traces that are worth keeping. One gate is
/// around everything but the reading of requests: what comes in, ticks and what goes out follow each other as in upstream,
/// and a slow consumer slows the senders down instead of filling memory.
/// </summary>
internal sealed partial class TailSamplingProcessor : Processor
{
    private static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LogPeriod = TimeSpan.FromSeconds(10);

    private readonly TailSamplingSettings _settings;
    private readonly ComponentContext _context;
    private readonly ILogger _logger;
    private readonly SamplingMetrics _metrics;
    private readonly Sampler _sampler;
    private readonly bool _needsSizes;
    private readonly KeptSpans _kept = new();
    private readonly SemaphoreSlim _gate = new(1);
    private readonly ObjectPool<RequestTraces> _requests = ObjectPool.Create<RequestTraces>();
    private TaskCompletionSource _ticked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _ticking = Task.CompletedTask;
    private ITimer? _timer;
    private int _ticksDue;
    private TimeSpan? _lastLog;
    private long _unlogged;

    public TailSamplingProcessor(TailSamplingSettings settings, ComponentContext context, IConsumer next)
        : base(next)
    {
        (_settings, _context, _logger) = (settings, context, context.Logger);
        _metrics = new(context.Metrics);
        var policies = new PolicyRound(settings, context);
        _needsSizes = policies.NeedsSizes;
        _sampler = new(settings, policies, _metrics, context.Time);
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = _context.Time.CreateTimer(static processor => ((TailSamplingProcessor)processor!).OnTimer(), this, TickPeriod, TickPeriod);
        return Task.CompletedTask;
    }

    public override async ValueTask ConsumeAsync(Batch batch, CancellationToken cancellationToken)
    {
        var request = _requests.Get();
        try
        {
            request.Read(batch, _needsSizes);
            await AddAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            request.Clear();
            _requests.Return(request);
            batch.Dispose();
        }
    }

    public override async Task StopAsync(CancellationToken limit)
    {
        if (_timer is not null)
        {
            await _timer.DisposeAsync().ConfigureAwait(false);
        }

        await _ticking.ConfigureAwait(false);
        if (!_settings.DropPendingOnShutdown)
        {
            for (var tick = _sampler.TicksToEmpty; tick > 0; tick--)
            {
                await TickAsync().ConfigureAwait(false);
            }
        }

        // Also when the limit has passed: who holds the gate gives up then, and what is left must be counted.
        await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        _sampler.GiveUp();
        _gate.Release();
    }

    private async ValueTask AddAsync(RequestTraces request, CancellationToken cancellationToken)
    {
        var next = 0;
        TimeSpan? overflow = null;
        while (true)
        {
            Task ticked;
            await _gate.WaitAsync(next > 0 ? CancellationToken.None : cancellationToken).ConfigureAwait(false);
            try
            {
                if (next > 0 || _sampler.HasRoomFor(request))
                {
                    next = AddFrom(next, request);
                    await SendKeptAsync().ConfigureAwait(false);
                }

                if (next == request.Traces.Length)
                {
                    return;
                }

                ticked = _ticked.Task;
            }
            finally
            {
                _gate.Release();
            }

            overflow ??= _context.Time.GetElapsedTime(0);
            try
            {
                await WaitForRoomAsync(ticked, overflow.Value, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (next > 0 && (error is ConsumeException or OperationCanceledException))
            {
                // What was taken would come again if its sender were refused: it is answered for the rest as well.
                _metrics.NotKept(NotKept.NoRoom).Add(CountFrom(next, request));
                return;
            }
        }
    }

    private static long CountFrom(int next, RequestTraces request)
    {
        long count = 0;
        foreach (ref readonly var part in request.Traces[next..])
        {
            count += part.SpanCount;
        }

        return count;
    }

    private int AddFrom(int next, RequestTraces request)
    {
        while (next < request.Traces.Length && _sampler.TryAdd(request, request.Traces[next], _kept))
        {
            next++;
        }

        return next;
    }

    // Only decision caches make room, at ticks. Upstream waits for ever; here the sender is told to come again.
    private async Task WaitForRoomAsync(Task ticked, TimeSpan since, CancellationToken cancellationToken)
    {
        var patience = TickPeriod * (_sampler.TicksToEmpty + 1);
        var rest = patience - (_context.Time.GetElapsedTime(0) - since);
        try
        {
            await ticked.WaitAsync(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, _context.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new ConsumeException(
                $"{_context.Id} holds num_traces ({_settings.MaxTraces}) traces, and none has left within {patience.TotalSeconds:0} s", StatusCode.ResourceExhausted);
        }
    }

    // Ticks never overlap; of those that fall due while one is at work, one is made up for.
    private void OnTimer()
    {
        if (Volatile.Read(ref _ticksDue) < 2 && Interlocked.Increment(ref _ticksDue) == 1)
        {
            _ticking = TickWhileDueAsync();
        }
    }

    private async Task TickWhileDueAsync()
    {
        do
        {
            try
            {
                await TickAsync().ConfigureAwait(false);
            }
            catch (Exception error)
            {
                // The next tick goes on with the traces that are left; without ticks, nothing would ever leave.
                LogTickFailed(_logger, error);
            }
        }
        while (Interlocked.Decrement(ref _ticksDue) > 0);
    }

    private async Task TickAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            _sampler.BeginTick();
            while (_sampler.DecideMore(_kept))
            {
                await SendKeptAsync().ConfigureAwait(false);
            }

            await SendKeptAsync().ConfigureAwait(false);
            _sampler.EndTick();
            var ticked = _ticked;
            _ticked = new(TaskCreationOptions.RunContinuationsAsynchronously);
            ticked.SetResult();
        }
        finally
        {
            _gate.Release();
        }
    }

    // As upstream, what is refused here is lost: its senders have been answered long ago.
    private async ValueTask SendKeptAsync()
    {
        var count = _kept.Count;
        if (count == 0)
        {
            return;
        }

        try
        {
            await Next.ConsumeAsync(_kept.Take(), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _metrics.NotForwarded.Add(count);
            _unlogged += count;
            var now = _context.Time.GetElapsedTime(0);
            if (_lastLog is not { } last || now - last >= LogPeriod)
            {
                LogNotForwarded(_logger, _unlogged, error.Message);
                (_lastLog, _unlogged) = (now, 0);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Error sending spans to destination: {Count} spans of kept traces are lost since this was last logged: {Message}")]
    private static partial void LogNotForwarded(ILogger logger, long count, string message);

    [LoggerMessage(LogLevel.Error, "a tick has failed; the traces it has not decided are not kept")]
    private static partial void LogTickFailed(ILogger logger, Exception error);
}
