using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Tests.TailSampling;

/// <summary>What the recorded cases do not show: refusals, limits of waiting, what leaves and how.</summary>
public sealed class TailSamplingProcessorTests
{
    private const string All = "policies: [{ name: all, type: always_sample }]";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Spans_the_next_consumer_refuses_are_counted()
    {
        var harness = new SamplingHarness($"{{ decision_wait: 1s, {All} }}");
        harness.Kept.Refusal = new ConsumeException("full");
        await harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(1), "a"), new TestSpan(Requests.Id(1), "b")));
        harness.Advance(3);
        Assert.Equal(2, harness.Metric("processor_tail_sampling_spans_not_forwarded"));

        harness.Kept.Refusal = null;
        await harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(2), "c")));
        harness.Advance(3);
        Assert.Equal(["c"], harness.Names);
    }

    [Fact]
    public async Task A_slow_consumer_slows_senders_down()
    {
        var harness = new SamplingHarness($"{{ decision_wait: 1s, {All} }}");
        await harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(1), "a")));
        var pause = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        harness.Kept.Pause = pause.Task;
        harness.Advance(2);
        var sent = harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(2), "b")));
        Assert.False(sent.IsCompleted);
        using var impatient = new CancellationTokenSource();
        var cancelled = harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(3), "c")), impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(Patience));

        harness.Kept.Pause = Task.CompletedTask;
        pause.SetResult();
        await sent.WaitAsync(Patience);
        await harness.StopAsync();
        Assert.Equal(["a", "b"], harness.Names);
    }

    [Fact]
    public async Task Waiting_for_room_ends()
    {
        // Without caches, nothing ever leaves.
        var harness = new SamplingHarness($"{{ decision_wait: 1s, num_traces: 1, block_on_overflow: true, {All} }}");
        await harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(1), "a")));
        var second = harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(2), "b")));
        for (var tick = 0; tick < 6 && !second.IsCompleted; tick++)
        {
            var timers = harness.Time.CreatedTimers;
            harness.Advance(1);
            Assert.True(SpinWait.SpinUntil(() => second.IsCompleted || harness.Time.CreatedTimers > timers, Patience));
        }

        var error = await Assert.ThrowsAsync<ConsumeException>(() => second.WaitAsync(Patience));
        Assert.False(error.IsPermanent);
        Assert.Contains("num_traces (1)", error.Message);
        await harness.StopAsync();
        Assert.Equal(["a"], harness.Names);
    }

    [Fact]
    public async Task Waiting_for_room_can_be_cancelled()
    {
        var harness = new SamplingHarness($"{{ decision_wait: 1s, num_traces: 1, block_on_overflow: true, {All} }}");
        await harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(1), "a")));
        using var impatient = new CancellationTokenSource();
        var second = harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(2), "b")), impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.WaitAsync(Patience));
        await harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(1), "c"))).WaitAsync(Patience);
        await harness.StopAsync();
        Assert.Equal(["a", "c"], harness.Names);
    }

    [Fact]
    public async Task A_request_that_waits_for_room_has_nothing_taken()
    {
        var harness = new SamplingHarness($"{{ decision_wait: 1s, num_traces: 2, block_on_overflow: true, {All} }}");
        await harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(1), "a")));
        using var impatient = new CancellationTokenSource();
        var second = harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(2), "b"), new TestSpan(Requests.Id(3), "c")), impatient.Token);
        Assert.False(second.IsCompleted);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.WaitAsync(Patience));
        await harness.StopAsync();
        Assert.Equal(["a"], harness.Names);
        Assert.Equal(1, harness.Metric("processor_tail_sampling_new_trace_id_received"));
    }

    [Fact]
    public async Task A_request_that_can_never_fit_is_taken_in_part_and_the_rest_is_counted()
    {
        // Without caches, nothing ever leaves.
        var harness = new SamplingHarness($"{{ decision_wait: 1s, num_traces: 2, block_on_overflow: true, {All} }}");
        using var impatient = new CancellationTokenSource();
        var request = harness.SendAsync(
            Requests.Of(new TestSpan(Requests.Id(1), "a"), new TestSpan(Requests.Id(2), "b"), new TestSpan(Requests.Id(3), "c"), new TestSpan(Requests.Id(3), "d")), impatient.Token);
        Assert.False(request.IsCompleted);
        await impatient.CancelAsync();
        await request.WaitAsync(Patience);
        await harness.StopAsync();
        Assert.Equal(["a", "b"], harness.Names);
        Assert.Equal(2, harness.NotKept("no_room"));
    }

    [Fact]
    public async Task Every_span_that_does_not_leave_is_counted_with_its_reason()
    {
        const string Errors = "policies: [{ name: errors, type: status_code, status_code: { status_codes: [ERROR] } }]";
        var harness = new SamplingHarness($"{{ decision_wait: 1s, num_traces: 2, decision_cache: {{ non_sampled_cache_size: 10 }}, {Errors} }}");
        await harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(1), "evicted"), new TestSpan(Requests.Id(1), "evicted")));
        await harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(2), "fine"), new TestSpan(Requests.Id(3), "error", IsError: true)));
        harness.Advance(3);
        await harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(2), "late")));
        Assert.Equal((2, 1, 1), (harness.NotKept("evicted"), harness.NotKept("policies"), harness.NotKept("late")));
        Assert.Equal(["error"], harness.Names);

        harness = new SamplingHarness($"{{ decision_wait: 1s, maximum_trace_size_bytes: 1, {All} }}");
        await harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(1), "large")));
        await harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(1), "late")));
        Assert.Equal((1, 1), (harness.NotKept("too_large"), harness.NotKept("late")));

        harness = new SamplingHarness($"{{ decision_wait: 1s, sampling_strategy: span-ingest, {Errors} }}");
        await harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(1), "fine")));
        harness.Advance(3);
        Assert.Equal(1, harness.NotKept("policies"));
    }

    [Fact]
    public async Task Pending_traces_can_be_dropped_at_the_stop()
    {
        var harness = new SamplingHarness($"{{ decision_wait: 30s, drop_pending_traces_on_shutdown: true, {All} }}");
        await harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(1), "a")));
        await harness.StopAsync();
        Assert.Empty(harness.Kept.Spans);
        Assert.Equal(1, harness.NotKept("shutdown"));
    }

    [Fact]
    public async Task The_root_brings_the_decision_forward()
    {
        var harness = new SamplingHarness($"{{ decision_wait: 30s, decision_wait_after_root_received: 1s, {All} }}");
        await harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(1), "child"), new TestSpan(Requests.Id(2), "other")));
        harness.Advance(3);
        Assert.Empty(harness.Names);
        await harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(1), "root", IsRoot: true)));
        harness.Advance(2);
        Assert.Equal(["child", "root"], harness.Names);
    }

    [Fact]
    public async Task Batches_are_bounded_and_never_tear_a_trace()
    {
        const int Traces = 4000, Spans = 5;
        var harness = new SamplingHarness($"{{ decision_wait: 1s, {All} }}");
        for (var part = 0; part < Spans; part++)
        {
            await harness.SendAsync(Requests.Of(Enumerable.Range(1, Traces).Select(trace => new TestSpan(Requests.Id((ulong)trace), $"{part}"))));
        }

        harness.Advance(3);
        Assert.Equal(Traces * Spans, harness.Kept.Spans.Count);
        Assert.True(harness.Kept.BatchSizes.Count > 1);
        Assert.All(harness.Kept.BatchSizes, size => Assert.True(size < 8192 + Spans && size % Spans == 0));
    }

    [Fact]
    public async Task Resource_scope_and_schema_urls_stay_with_their_spans()
    {
        var harness = new SamplingHarness($"{{ decision_wait: 1s, {All} }}");
        await harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(1), "a")));
        harness.Advance(3);
        Assert.Equal([new KeptSpan(Requests.Id(1), "a", "shop", "tests", "https://example.test/scope")], harness.Kept.Spans);
    }

    [Fact]
    public async Task Spans_that_a_processor_before_has_changed_are_taken_as_changed()
    {
        var harness = new SamplingHarness($"{{ decision_wait: 1s, {All} }}");
        var batch = Batch.Read(Signal.Traces, Payload.Copy(SamplingHarness.ToWire(Requests.Of(new TestSpan(Requests.Id(1), "a")))));
        batch.Parts().Single().Edit().SetText(5, "changed");
        batch.Resources[0].Resource.Edit().Attributes.Set("service.name", AnyValue.Of("other"));
        await harness.SendAsync(batch);
        harness.Advance(3);
        var kept = Assert.Single(harness.Kept.Spans);
        Assert.Equal(("changed", "other"), (kept.Name, kept.Service));
    }

    [Fact]
    public async Task A_named_processor_s_policies_carry_its_name()
    {
        var harness = new SamplingHarness($"{{ decision_wait: 1s, {All} }}", "second");
        await harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(1), "a")));
        harness.Advance(3);
        Assert.Equal(1, harness.Metric("processor_tail_sampling_count_traces_sampled{decision=\"sampled\",policy=\"second.all\",sampled=\"true\"}"));
    }

    [Theory]
    [InlineData("{ policies: [{ name: a, type: always_sample }, { name: a, type: trace_flags }] }", "duplicate policy name \"a\"")]
    [InlineData("{ policies: [{ name: a, type: status_code }] }", "at least one status code")]
    [InlineData("{ policies: [{ name: a, type: drop, drop: { drop_sub_policy: [{ name: b, type: not }] } }] }", "unknown sampling policy type not")]
    [InlineData("{ policies: [{ name: a, type: always_sample, latency: { threshold: 1 } }] }", "unknown key 'threshold'")]
    [InlineData("{ sampling_strategy: span-ingest, policies: [{ name: a, type: not, not: { not_sub_policy: { name: b, type: latency } } }] }", "policy \"a\" is stateful")]
    [InlineData("{ sampling_strategy: sometimes }", "'sometimes' is not one of")]
    [InlineData("{ tail_storage: disk }", "tail_storage is not supported")]
    public void What_cannot_work_is_refused(string settings, string message) =>
        Assert.Contains(message, Assert.Throws<ConfigException>(() => new SamplingHarness(settings)).Message);

    [Fact]
    public async Task An_and_policy_may_hold_a_not_policy()
    {
        var harness = new SamplingHarness("""
            { decision_wait: 1s, policies: [{ name: a, type: and, and: { and_sub_policy: [
              { name: b, type: always_sample }, { name: c, type: not, not: { not_sub_policy: { name: d, type: status_code, status_code: { status_codes: [ERROR] } } } } ] } }] }
            """);
        await harness.SendAsync(Requests.Of(new TestSpan(Requests.Id(1), "fine"), new TestSpan(Requests.Id(2), "error", IsError: true)));
        harness.Advance(3);
        Assert.Equal(["fine"], harness.Names);
    }
}
