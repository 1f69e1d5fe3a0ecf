using TracingReference.Collector.Exporters.Sending;
using TracingReference.Collector.Extensions.FileStorage;
using TracingReference.Collector.Pipelines;
using TracingReference.Tests.Support;

namespace TracingReference.Collector.Tests.Exporters;

/// <summary>The queue before an exporter: its bound, what stopping leaves, what a killed process leaves.</summary>
public sealed class SendQueueTests : IDisposable
{
    private static readonly RetrySettings NoRetry = RetrySettings.Default with { IsEnabled = false };
    private readonly string _directory = Directory.CreateTempSubdirectory("queue").FullName;
    private readonly RecordingSender _sender = new();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_full_queue_refuses_and_counts()
    {
        var context = new TestContext(TimeProvider.System);
        var gate = new TaskCompletionSource();
        _sender.Answer = () => gate.Task;
        var exporter = await StartAsync(context, QueueSettings.Default with { Capacity = 2, Consumers = 1 }, NoRetry);
        await exporter.ConsumeAsync(TestContext.Span("a"), default);
        await exporter.ConsumeAsync(TestContext.Span("b"), default);
        var error = await Assert.ThrowsAsync<ConsumeException>(() => exporter.ConsumeAsync(TestContext.Span("c"), default).AsTask());
        Assert.Equal("sending queue is full", error.Message);
        Assert.Equal(1, context.Metric("exporter_enqueue_failed_spans", "exporter=\"test\""));
        Assert.Equal(2, context.Metric("exporter_queue_size", "data_type=\"traces\",exporter=\"test\""));
        gate.SetResult();
        await exporter.StopAsync(default);
        Assert.Equal(["a", "b"], _sender.Rest());
        Assert.Equal(2, context.Metric("exporter_sent_spans", "exporter=\"test\""));
        Assert.Equal(0, context.Metric("exporter_queue_size", "data_type=\"traces\",exporter=\"test\""));
    }

    [Fact]
    public async Task A_sender_may_wait_for_room()
    {
        var gate = new TaskCompletionSource();
        _sender.Answer = () => gate.Task;
        var exporter = await StartAsync(new(TimeProvider.System), QueueSettings.Default with { Capacity = 1, Consumers = 1, BlocksOnOverflow = true }, NoRetry);
        await exporter.ConsumeAsync(TestContext.Span("a"), default);
        var second = exporter.ConsumeAsync(TestContext.Span("b"), default).AsTask();
        Assert.False(second.IsCompleted);
        gate.SetResult();
        await second.WaitAsync(TestContext.Patience);
        await exporter.StopAsync(default);
        Assert.Equal(["a", "b"], _sender.Rest());
    }

    [Fact]
    public async Task A_sender_may_wait_for_the_result()
    {
        _sender.Answer = () => throw new SendException("broken") { IsPermanent = true, Status = StatusCode.InvalidArgument };
        var exporter = await StartAsync(new(TimeProvider.System), QueueSettings.Default with { WaitsForResult = true }, RetrySettings.Default);
        var error = await Assert.ThrowsAsync<ConsumeException>(() => exporter.ConsumeAsync(TestContext.Span("a"), default).AsTask().WaitAsync(TestContext.Patience));
        Assert.Equal((true, StatusCode.InvalidArgument), (error.IsPermanent, error.Status));
        await exporter.StopAsync(default);
    }

    [Fact]
    public async Task Requests_are_sent_together_and_cut_to_size()
    {
        // Nothing flushes by time on a clock that stands still: only size and the stop do.
        var batch = new QueueBatchSettings(TimeSpan.FromSeconds(1), 3, 4, Sizer.Items);
        var exporter = await StartAsync(new(new ManualTime()), QueueSettings.Default with { Batch = batch, Consumers = 1 }, NoRetry);
        foreach (var name in new[] { "a", "b", "c", "d" })
        {
            await exporter.ConsumeAsync(TestContext.Span(name), default);
        }

        Assert.Equal("a,b,c", await _sender.NextAsync());
        await exporter.StopAsync(default);
        Assert.Equal(["d"], _sender.Rest());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_fault_costs_its_batch_and_no_consumer(bool isBatched)
    {
        // More of them than there are consumers.
        const int Faults = 15;
        var context = new TestContext(TimeProvider.System);
        _sender.Answer = () => throw new FormatException("no such header");
        var exporter = await StartAsync(context, QueueSettings.Default with { Consumers = 2, Batch = isBatched ? new(TimeSpan.FromMilliseconds(1), 1, 0, Sizer.Items) : null }, RetrySettings.Default);
        for (var fault = 0; fault < Faults; fault++)
        {
            await exporter.ConsumeAsync(TestContext.Span("a"), default);
            Assert.Equal("a", await _sender.NextAsync());
        }

        _sender.Answer = () => Task.CompletedTask;
        await exporter.ConsumeAsync(TestContext.Span("b"), default);
        Assert.Equal("b", await _sender.NextAsync());
        await exporter.StopAsync(default);
        Assert.Equal(Faults, context.Metric("exporter_send_failed_spans", "exporter=\"test\""));
        Assert.Equal(1, context.Metric("exporter_sent_spans", "exporter=\"test\""));
        Assert.Equal(0, context.Metric("exporter_queue_size", "data_type=\"traces\",exporter=\"test\""));
    }

    [Fact]
    public async Task At_the_limit_of_a_stop_everything_in_a_full_queue_is_given_up_and_counted()
    {
        var context = new TestContext(TimeProvider.System);
        _sender.Answer = () => new TaskCompletionSource().Task;
        var exporter = await StartAsync(context, QueueSettings.Default with { Capacity = 1, Consumers = 1, BlocksOnOverflow = true }, RetrySettings.Default);
        await exporter.ConsumeAsync(TestContext.Span("a"), default);
        Assert.Equal("a", await _sender.NextAsync());
        var second = exporter.ConsumeAsync(TestContext.Span("b"), default).AsTask();
        using var limit = new CancellationTokenSource();
        exporter.BeginStop(limit.Token);
        Assert.False(second.IsCompleted);
        await limit.CancelAsync();
        await second.WaitAsync(TestContext.Patience);
        await exporter.StopAsync(limit.Token).WaitAsync(TestContext.Patience);
        Assert.Equal(2, context.Metric("exporter_send_failed_spans", "exporter=\"test\""));
        Assert.Empty(_sender.Rest());
    }

    [Fact]
    public async Task Without_a_queue_a_stop_ends_waits_for_a_retry_and_its_limit_ends_attempts()
    {
        var context = new TestContext(new ManualTime());
        _sender.Answer = () => throw new SendException("down");
        var exporter = await StartAsync(context, QueueSettings.Off, RetrySettings.Default with { MaxElapsedTime = TimeSpan.Zero });
        var waiting = exporter.ConsumeAsync(TestContext.Span("a"), default).AsTask();
        Assert.Equal("a", await _sender.NextAsync());
        using var limit = new CancellationTokenSource();
        exporter.BeginStop(limit.Token);
        var error = await Assert.ThrowsAsync<ConsumeException>(() => waiting.WaitAsync(TestContext.Patience));
        Assert.StartsWith("interrupted due to shutdown", error.Message, StringComparison.Ordinal);

        _sender.Answer = () => new TaskCompletionSource().Task;
        var trying = exporter.ConsumeAsync(TestContext.Span("b"), default).AsTask();
        Assert.Equal("b", await _sender.NextAsync());
        await limit.CancelAsync();
        await Assert.ThrowsAsync<ConsumeException>(() => trying.WaitAsync(TestContext.Patience));
        Assert.Equal(2, context.Metric("exporter_send_failed_spans", "exporter=\"test\""));
        await exporter.StopAsync(limit.Token);
    }

    [Fact]
    public void A_batch_is_cut_to_items()
    {
        var whole = TestContext.Span("a");
        whole.Absorb(TestContext.Span("b"));
        whole.Absorb(TestContext.Span("c"));
        Assert.Equal(["a,b", "c"], BatchSizes.Split(whole, 2, Sizer.Items).Select(piece => string.Join(',', TestContext.SpanNames(piece))));
    }

    [Fact]
    public async Task What_is_stored_is_sent_by_the_next_process_and_then_removed()
    {
        var settings = QueueSettings.Default with { Storage = "file_storage", Consumers = 1 };
        _sender.Answer = () => throw new SendException("down");
        var context = await StorageAsync();
        var exporter = await StartAsync(context, settings, RetrySettings.Default);
        await exporter.ConsumeAsync(TestContext.Span("a"), default);
        await exporter.ConsumeAsync(TestContext.Span("b"), default);
        Assert.Equal("a", await _sender.NextAsync());
        await exporter.StopAsync(default);
        await context.Extensions["file_storage"].StopAsync(default);
        Assert.Equal(2, Stored().Count);
        Assert.Null(context.Metric("exporter_send_failed_spans", "exporter=\"test\""));

        // A value that was being written when the process was killed is none.
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(Stored()[0])!, "0000000000000000009-1.tmp"), "half");
        _sender.Answer = () => Task.CompletedTask;
        context = await StorageAsync();
        exporter = await StartAsync(context, settings, RetrySettings.Default);
        await exporter.ConsumeAsync(TestContext.Span("c"), default);
        Assert.Equal(["a", "b", "c"], [await _sender.NextAsync(), await _sender.NextAsync(), await _sender.NextAsync()]);
        await exporter.StopAsync(default);
        await context.Extensions["file_storage"].StopAsync(default);
        Assert.Empty(Stored());
    }

    [Fact]
    public async Task A_stored_request_that_cannot_be_read_is_left_out_and_counted()
    {
        var place = Directory.CreateDirectory(Path.Combine(_directory, "test.traces")).FullName;
        await File.WriteAllTextAsync(Path.Combine(place, "0000000000000000001-1"), "no protobuf");
        var context = await StorageAsync();
        var exporter = await StartAsync(context, QueueSettings.Default with { Storage = "file_storage", Consumers = 1 }, NoRetry);
        await exporter.ConsumeAsync(TestContext.Span("a"), default);
        Assert.Equal("a", await _sender.NextAsync());
        await exporter.StopAsync(default);
        await context.Extensions["file_storage"].StopAsync(default);
        Assert.Equal(1, context.Metric("exporter_queue_unreadable_requests", "exporter=\"test\""));
        Assert.Empty(Stored());
    }

    [Fact]
    public async Task A_request_that_cannot_be_stored_is_refused()
    {
        var context = await StorageAsync();
        var exporter = await StartAsync(context, QueueSettings.Default with { Storage = "file_storage" }, NoRetry);
        Directory.Delete(Path.Combine(_directory, "test.traces"));
        var error = await Assert.ThrowsAsync<ConsumeException>(() => exporter.ConsumeAsync(TestContext.Span("a"), default).AsTask());
        Assert.StartsWith("the sending queue cannot store the request", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, context.Metric("exporter_queue_size", "data_type=\"traces\",exporter=\"test\""));
        await exporter.StopAsync(default);
        await context.Extensions["file_storage"].StopAsync(default);
    }

    [Fact]
    public async Task One_collector_at_a_time_uses_a_storage()
    {
        var first = await StorageAsync();
        var error = await Assert.ThrowsAsync<StartException>(StorageAsync);
        Assert.Contains("another collector", error.Message, StringComparison.Ordinal);
        await first.Extensions["file_storage"].StopAsync(default);
    }

    private List<string> Stored() => [.. Directory.GetFiles(_directory, "*-*", SearchOption.AllDirectories)];

    private async Task<TestContext> StorageAsync()
    {
        var context = new TestContext(TimeProvider.System);
        context.Extensions["file_storage"] = context.Extension(new FileStorageExtensionFactory(), $$"""{directory: "{{_directory}}"}""");
        await context.Extensions["file_storage"].StartAsync(default);
        return context;
    }

    private async Task<IExporter> StartAsync(TestContext context, QueueSettings queue, RetrySettings retry)
    {
        var exporter = new SendingExporter(_sender, new(TimeSpan.Zero, retry, queue), context.For("test"));
        await ((IComponent)exporter).StartAsync(default);
        return exporter;
    }
}
