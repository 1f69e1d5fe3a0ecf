using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using TracingReference.Defaults.Telemetry;
using TracingReference.Messages.Producing;
using TracingReference.Messages.Tracing;

namespace TracingReference.Messages.Consuming;

/// <summary>
/// Consumes a topic: each delivery is one <c>process</c> span, tried until it succeeds. A bounded number runs
/// side by side, so that one slow order does not hold up its partition; what cannot be read, or fails again and
/// again though nothing is down, goes to the topic's dead letters.
/// </summary>
internal sealed class MessageConsumer<TMessage> : BackgroundService
{
    private static readonly TimeSpan PollTimeout = TimeSpan.FromMilliseconds(200);
    private const int MaxAttempts = 10;
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FirstRejoinDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastRejoinDelay = TimeSpan.FromSeconds(30);

    private readonly Subscription<TMessage> subscription;
    private readonly MessagingOptions options;
    private readonly IMessageHandler<TMessage> handler;
    private readonly MessagePublisher publisher;
    private readonly ILogger logger;
    private readonly ResiliencePipeline retry;
    private readonly ConcurrentDictionary<TopicPartition, PartitionProgress> progress = new();
    private readonly SemaphoreSlim slots;

    public MessageConsumer(
        Subscription<TMessage> subscription,
        MessagingOptions options,
        IMessageHandler<TMessage> handler,
        MessagePublisher publisher,
        TimeProvider time,
        ILogger<MessageConsumer<TMessage>> logger)
    {
        this.subscription = subscription;
        this.options = options;
        this.handler = handler;
        this.publisher = publisher;
        this.logger = logger;
        slots = new SemaphoreSlim(options.MaxConcurrency);
        retry = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is { } exception and not OperationCanceledException
                    && (MessageFailure.IsTransient(exception) || arguments.AttemptNumber < MaxAttempts - 1)),
                MaxRetryAttempts = int.MaxValue,
                Delay = TimeSpan.FromMilliseconds(100),
                MaxDelay = TimeSpan.FromSeconds(5),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                OnRetry = arguments =>
                {
                    KafkaLog.Retrying(
                        logger,
                        arguments.Outcome.Exception,
                        subscription.Topic,
                        arguments.Context.OperationKey ?? "",
                        arguments.RetryDelay.TotalMilliseconds);
                    return default;
                },
            })
            .Build();
    }

    // Consume blocks, so it has a thread of its own.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => Consume(stoppingToken), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Consume(CancellationToken stopping)
    {
        var delay = FirstRejoinDelay;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                ConsumeAsMember(stopping);
            }
            catch (KafkaException exception) when (stopping.IsCancellationRequested)
            {
                KafkaLog.Client(logger, subscription.Group, exception.Message); // what was not committed is delivered again
            }
            catch (KafkaException exception)
            {
                // The client recovers from much by itself, but not from a fatal error, nor from one amid a rebalance.
                delay = subscription.IsAssigned ? FirstRejoinDelay : TimeSpan.FromTicks(Math.Min(2 * delay.Ticks, LastRejoinDelay.Ticks));
                KafkaLog.BeginsAnew(logger, exception, subscription.Group, subscription.Topic, delay.TotalMilliseconds);
                subscription.IsAssigned = false;
                stopping.WaitHandle.WaitOne(delay);
            }
        }
    }

    /// <summary>Joins the group and consumes until it is stopped.</summary>
    /// <exception cref="KafkaException">This member cannot go on; another may.</exception>
    private void ConsumeAsMember(CancellationToken stopping)
    {
        using var consumer = new ConsumerBuilder<string, byte[]>(new ConsumerConfig
        {
            BootstrapServers = options.Brokers,
            GroupId = subscription.Group,
            GroupProtocol = GroupProtocol.Consumer,
            EnableAutoCommit = true,
            AutoCommitIntervalMs = 500,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            AllowAutoCreateTopics = true,
            ReconnectBackoffMs = 50,
            ReconnectBackoffMaxMs = 500,
            FetchWaitMaxMs = 100,
            TopicMetadataRefreshIntervalMs = 5_000,
        })
        .SetLogHandler((_, message) => KafkaLog.Client(logger, message.Name, message.Message))
        .SetErrorHandler((_, error) => KafkaLog.Client(logger, subscription.Group, error.Reason))
        .SetPartitionsAssignedHandler((_, partitions) =>
        {
            foreach (var partition in partitions)
            {
                progress[partition] = new PartitionProgress();
            }

            subscription.IsAssigned = true; // perhaps with none, where there are more consumers than partitions
            KafkaLog.Assigned(logger, subscription.Topic, string.Join(", ", partitions.Select(partition => partition.Partition.Value)));
        })

        // A rebalance takes away some partitions and leaves the consumer in its group; only one that lost them has left it.
        .SetPartitionsRevokedHandler((_, partitions) =>
        {
            foreach (var partition in partitions)
            {
                progress.TryRemove(partition.TopicPartition, out var _);
            }
        })
        .SetPartitionsLostHandler((_, _) => subscription.IsAssigned = false)
        .Build();

        using var offsets = new OffsetStore(consumer); // closed before the consumer is
        consumer.Subscribe(subscription.Topic);
        while (!stopping.IsCancellationRequested)
        {
            if (!slots.Wait(PollTimeout, CancellationToken.None))
            {
                continue;
            }

            ConsumeResult<string, byte[]>? result = null;
            try
            {
                result = Poll(consumer);
            }
            finally
            {
                if (result is null)
                {
                    slots.Release();
                }
            }

            if (result is not null)
            {
                var partition = progress.GetOrAdd(result.TopicPartition, _ => new PartitionProgress());
                _ = ProcessAsync(offsets, result, partition, partition.Begin(result.Offset), stopping);
            }
        }

        Drain();
        offsets.Dispose();
        consumer.Close();
    }

    private ConsumeResult<string, byte[]>? Poll(IConsumer<string, byte[]> consumer)
    {
        try
        {
            return consumer.Consume(PollTimeout);
        }
        catch (ConsumeException exception) when (!exception.Error.IsFatal)
        {
            // The client recovers by itself, from a broker that is away or a topic that is not there yet.
            KafkaLog.Client(logger, subscription.Group, exception.Error.Reason);
            return null;
        }
    }

    /// <summary>Waits, for a while, until nothing is under way; what is not done then is delivered again later.</summary>
    private void Drain()
    {
        var until = Stopwatch.GetTimestamp() + (long)(DrainTimeout.TotalSeconds * Stopwatch.Frequency);
        for (var slot = 0; slot < options.MaxConcurrency; slot++)
        {
            var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), until);
            if (left <= TimeSpan.Zero || !slots.Wait(left, CancellationToken.None))
            {
                return;
            }
        }
    }

    private async Task ProcessAsync(
        OffsetStore offsets,
        ConsumeResult<string, byte[]> result,
        PartitionProgress partition,
        PartitionProgress.Delivery delivery,
        CancellationToken stopping)
    {
        await Task.Yield(); // back to the poll at once; the rest is the pool's
        try
        {
            await HandleAsync(result, stopping);
            if (partition.Complete(delivery) is { } next)
            {
                offsets.Store(new TopicPartitionOffset(result.TopicPartition, next));
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Not stored, so it is delivered again after the restart.
        }
        catch (KafkaException exception)
        {
            // The partition went to another consumer, which gets the message again.
            KafkaLog.Client(logger, subscription.Group, exception.Message);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task HandleAsync(ConsumeResult<string, byte[]> result, CancellationToken stopping)
    {
        var sent = MessageContext.Of(result.Message.Headers);
        var tags = new TagList
        {
            { "messaging.system", "kafka" },
            { "messaging.operation.name", "process" },
            { "messaging.operation.type", "process" },
            { "messaging.destination.name", result.Topic },
            { "messaging.consumer.group.name", subscription.Group },
            { "messaging.destination.partition.id", result.Partition.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) },
            { "server.address", options.Host },
            { "server.port", options.Port },
        };
        using var span = MessagingTelemetry.StartSpan("process", ActivityKind.Consumer, sent, options.TraceMode, tags);
        span.SetTag("messaging.kafka.offset", result.Offset.Value).SetTag("messaging.kafka.message.key", result.Message.Key);
        MessagingTelemetry.Consumed.Add(1, tags);

        var started = Stopwatch.GetTimestamp();
        try
        {
            if (await FailureAsync(result, stopping) is { } failure)
            {
                tags.Add("error.type", failure);
                span.Fail(failure);
                var context = MessageContext.Of(span);
                await UntilDoneAsync(
                    cancellation => publisher.PublishAsync(
                        Topics.DeadLetter(result.Topic), result.Message.Key, result.Message.Value, context, fails: false, cancellation),
                    result.Message.Key,
                    stopping);
            }
        }
        finally
        {
            MessagingTelemetry.ProcessDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
        }
    }

    /// <returns>Why the message is given up; null where it was processed.</returns>
    private async Task<string?> FailureAsync(ConsumeResult<string, byte[]> result, CancellationToken stopping)
    {
        if (Read(result) is not { } message)
        {
            return "unreadable_message";
        }

        try
        {
            await UntilDoneAsync(cancellation => handler.HandleAsync(message, cancellation), result.Message.Key, stopping);
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !MessageFailure.IsTransient(exception))
        {
            KafkaLog.GivenUp(logger, exception, result.Message.Key, result.Topic, MaxAttempts, Topics.DeadLetter(result.Topic));
            return "processing_failed";
        }
    }

    private async Task UntilDoneAsync(Func<CancellationToken, Task> work, string key, CancellationToken stopping)
    {
        var context = ResilienceContextPool.Shared.Get(key, stopping);
        try
        {
            await retry.ExecuteAsync(async (attempt, todo) => await todo(attempt.CancellationToken), context, work);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private TMessage? Read(ConsumeResult<string, byte[]> result)
    {
        try
        {
            return JsonSerializer.Deserialize(result.Message.Value, subscription.Type) ?? throw new JsonException("The message is null.");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentNullException)
        {
            KafkaLog.DeadLetter(
                logger, exception, result.Topic, result.Message.Key, result.Partition.Value, result.Offset.Value, Topics.DeadLetter(result.Topic));
            return default;
        }
    }
}
