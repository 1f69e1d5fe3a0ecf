using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>
/// What upstream's one goroutine does: takes in spans, decides traces at each tick, remembers decisions. It is entered by one
/// at a time, and never waits.
/// </summary>
internal sealed class Sampler
{
    private readonly TailSamplingSettings _settings;
    private readonly PolicyRound _policies;
    private readonly SamplingMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly SpanStore _store = new();
    private readonly TraceTable _traces;
    private readonly DecisionBatches _batches;
    private readonly DecisionCache _sampled;
    private readonly DecisionCache _notSampled;
    private readonly RoomForTraces _room;
    private HashSet<TraceId>.Enumerator _deciding;
    private Moment _tick;

    public Sampler(TailSamplingSettings settings, PolicyRound policies, SamplingMetrics metrics, TimeProvider time)
    {
        const int MostAtFirst = 1 << 16;
        (_settings, _policies, _metrics, _time) = (settings, policies, metrics, time);
        _batches = new(settings.DecisionWait);
        _traces = new((int)Math.Clamp(settings.ExpectedPerSecond * _batches.TicksToEmpty, 0, Math.Min(settings.MaxTraces, MostAtFirst)));
        _sampled = new(settings.SampledCacheSize);
        _notSampled = new(settings.NotSampledCacheSize);
        _room = new(settings.MaxTraces, _traces, id => _sampled.Remembers(id) || _notSampled.Remembers(id));
    }

    public int TicksToEmpty => _batches.TicksToEmpty;

    /// <inheritdoc cref="RoomForTraces.IsThere"/>
    public bool HasRoomFor(RequestTraces request) => !_settings.BlockOnOverflow || _room.IsThere(request);

    /// <summary>Takes in one trace's spans of a request; those of a trace already decided to be kept are added to the kept ones.</summary>
    /// <returns>False where it must wait until there is room for a new trace: nothing has been taken then.</returns>
    public bool TryAdd(RequestTraces request, in RequestTrace part, KeptSpans kept)
    {
        if (AnswerFromCache(request, part, kept))
        {
            return true;
        }

        var now = Moment.Now(_time);
        var slot = _traces.Find(part.Id);
        if (slot < 0)
        {
            if (_traces.Count >= _settings.MaxTraces)
            {
                if (_settings.BlockOnOverflow)
                {
                    return false;
                }

                if (_traces.Oldest >= 0)
                {
                    CountUndecided(_traces.Oldest, NotKept.Evicted);
                    Remove(_traces.Oldest, now);
                }
            }

            slot = _traces.Add(part.Id, now.Elapsed);
            _traces[slot].BatchId = _batches.Add(part.Id);
            _metrics.NewTraces.Add(1);
        }

        ref var trace = ref _traces[slot];
        trace.SpanCount += part.SpanCount;
        trace.Size += part.Size;
        trace.FramedSize += SpanSizes.Framed(part.Size);
        if (part.Facts.HasRoot && _settings.WaitAfterRoot > TimeSpan.Zero)
        {
            trace.BatchId = _batches.MoveEarlier(part.Id, trace.BatchId, (int)Math.Min(_settings.WaitAfterRoot.TotalSeconds, int.MaxValue));
        }

        if (trace.Decision != Decision.None)
        {
            AddLate(slot, request, part, kept, now);
        }
        else if (_settings.MaxTraceBytes > 0 && trace.Size > _settings.MaxTraceBytes)
        {
            LeaveOutTooLarge(slot, now);
        }
        else
        {
            AddPending(slot, request, part, kept, now);
        }

        return true;
    }

    /// <summary>Begins a tick: takes the traces that are to be decided.</summary>
    public void BeginTick()
    {
        _tick = Moment.Now(_time);
        _deciding = _batches.TakeFirst().GetEnumerator();
    }

    /// <summary>Decides traces until there are enough kept ones for a batch; false when all are decided.</summary>
    public bool DecideMore(KeptSpans kept)
    {
        while (_deciding.MoveNext())
        {
            DecideAtTick(_deciding.Current, kept);
            if (kept.IsFull)
            {
                return true;
            }
        }

        return false;
    }

    public void EndTick()
    {
        _metrics.TickMilliseconds.Record(Math.Floor((_time.GetElapsedTime(0) - _tick.Elapsed).TotalMilliseconds));
        _metrics.TracesOnMemory = _traces.Count;
        _policies.Publish();
    }

    /// <summary>Counts the spans that are still held: nobody decides about them any more.</summary>
    public void GiveUp()
    {
        for (var slot = _traces.Oldest; slot >= 0; slot = _traces[slot].Newer)
        {
            CountUndecided(slot, NotKept.Shutdown);
        }
    }

    private void CountUndecided(int slot, NotKept reason)
    {
        if (_traces[slot].Decision == Decision.None)
        {
            _metrics.NotKept(reason).Add(_traces[slot].SpanCount);
        }
    }

    private bool AnswerFromCache(RequestTraces request, in RequestTrace part, KeptSpans kept)
    {
        if (_sampled.Contains(part.Id))
        {
            Forward(request, part, kept);
            _metrics.Early(Decision.Sampled).Add(part.SpanCount);
            return true;
        }

        if (_notSampled.Contains(part.Id))
        {
            _metrics.Early(Decision.NotSampled).Add(part.SpanCount);
            _metrics.NotKept(NotKept.Late).Add(part.SpanCount);
            return true;
        }

        return false;
    }

    private void AddLate(int slot, RequestTraces request, in RequestTrace part, KeptSpans kept, in Moment now)
    {
        var (decision, decided) = (_traces[slot].Decision, _traces[slot].Decided);
        if (decision == Decision.Sampled)
        {
            Forward(request, part, kept);
        }
        else
        {
            _metrics.NotKept(NotKept.Late).Add(part.SpanCount);
            if (decision == Decision.NotSampled)
            {
                Remember(_notSampled, slot, now);
            }
        }

        if (decided is { } at)
        {
            _metrics.LateSpanAge.Record(Math.Floor((now.Elapsed - at).TotalSeconds));
        }
    }

    private void LeaveOutTooLarge(int slot, in Moment now)
    {
        ref var trace = ref _traces[slot];
        _metrics.TooLarge.Add(1);
        _metrics.NotKept(NotKept.TooLarge).Add(trace.SpanCount);
        trace.Decision = Decision.NotSampled;
        _batches.Remove(trace.Id, trace.BatchId);
        _store.Free(ref trace.Spans);
        Remember(_notSampled, slot, now);
    }

    private void AddPending(int slot, RequestTraces request, in RequestTrace part, KeptSpans kept, in Moment now)
    {
        ref var trace = ref _traces[slot];
        trace.Facts.Add(part.Facts);
        var first = Store(request, part, ref trace.Spans);
        if (!_settings.DecideOnIngest)
        {
            return;
        }

        // As upstream, policies see only what came just now, but the count of all spans so far.
        trace.Decided = now.Elapsed;
        var decision = _policies.DecideOnIngest(new(_store, first, in part.Facts)
        {
            Id = part.Id,
            SpanCount = trace.SpanCount,
            Size = SpanSizes.Framed(part.Size),
            Now = now,
        });
        _metrics.TickMilliseconds.Record(Math.Floor((_time.GetElapsedTime(0) - now.Elapsed).TotalMilliseconds));
        _policies.Publish();
        if (decision != Decision.None)
        {
            _metrics.Traces(decision).Add(1);
            Release(slot, decision, kept, now);
        }
    }

    private void DecideAtTick(TraceId id, KeptSpans kept)
    {
        var slot = _traces.Find(id);
        if (slot < 0)
        {
            _metrics.DroppedTooEarly.Add(1);
            return;
        }

        ref var trace = ref _traces[slot];
        if (trace.Decision != Decision.None)
        {
            return;
        }

        trace.Decided = _tick.Elapsed;
        if (_settings.DecideOnIngest)
        {
            // No policy has kept it while its spans came: none is asked any more, and it is forgotten.
            _metrics.Traces(Decision.NotSampled).Add(1);
            CountUndecided(slot, NotKept.Policies);
            _notSampled.Put(id);
            Remove(slot, _tick);
            return;
        }

        var decision = _policies.Decide(new(_store, trace.Spans.First, ref trace.Facts)
        {
            Id = id,
            SpanCount = trace.SpanCount,
            Size = trace.FramedSize,
            Now = _tick,
        });
        _metrics.Traces(decision).Add(1);
        Release(slot, decision, kept, _tick);
    }

    private void Release(int slot, Decision decision, KeptSpans kept, in Moment now)
    {
        ref var trace = ref _traces[slot];
        trace.Decision = decision;
        if (decision == Decision.Sampled)
        {
            kept.Add(new(_store, trace.Spans.First));
        }
        else
        {
            _metrics.NotKept(NotKept.Policies).Add(trace.SpanCount);
        }

        _store.Free(ref trace.Spans);
        Remember(decision == Decision.Sampled ? _sampled : _notSampled, slot, now);
    }

    // A decision that a cache knows need not be kept in memory.
    private void Remember(DecisionCache cache, int slot, in Moment now)
    {
        var id = _traces[slot].Id;
        cache.Put(id);
        if (cache.Contains(id))
        {
            Remove(slot, now);
        }
    }

    private void Remove(int slot, in Moment now)
    {
        ref var trace = ref _traces[slot];
        _store.Free(ref trace.Spans);
        _metrics.RemovalAge.Record(Math.Floor((now.Elapsed - trace.Arrived).TotalSeconds));
        _traces.Remove(slot);
    }

    private void Forward(RequestTraces request, in RequestTrace part, KeptSpans kept)
    {
        var spans = default(SpanList);
        kept.Add(new(_store, Store(request, part, ref spans)));
        _store.Free(ref spans);
    }

    private long Store(RequestTraces request, in RequestTrace part, ref SpanList spans)
    {
        long first = 0;
        for (var index = part.First; index >= 0; index = request[index].Next)
        {
            ref readonly var span = ref request[index];
            var place = _store.Append(ref spans, span.Bytes.Span, span.Origin);
            first = first == 0 ? place : first;
        }

        return first;
    }
}
