using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TracingReference.Defaults;
using TracingReference.Messages.Cards;
using TracingReference.Messages.Consuming;
using TracingReference.Messages.Producing;

namespace TracingReference.Messages;

/// <summary>Connects a service to Kafka.</summary>
public static class MessagingExtensions
{
    /// <summary>Adds the publisher and the cipher of cards.</summary>
    public static void AddMessaging(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(MessagingOptions.From(builder.Configuration));
        builder.Services.AddSingleton<MessagePublisher>();
        builder.Services.AddSingleton(new CardCipher(builder.Configuration));
    }

    /// <summary>Consumes a topic with a handler; the service is ready when its partitions are assigned.</summary>
    public static void AddConsumer<TMessage, THandler>(this WebApplicationBuilder builder, string topic, string group, JsonTypeInfo<TMessage> type)
        where THandler : class, IMessageHandler<TMessage>
    {
        builder.Services.AddSingleton(new Subscription<TMessage>(topic, group, type));
        builder.Services.AddSingleton<IMessageHandler<TMessage>, THandler>();
        builder.Services.AddHostedService<MessageConsumer<TMessage>>();
        builder.Services.AddHealthChecks().AddCheck<SubscriptionHealthCheck<TMessage>>($"consumer of {topic}", tags: [ServiceDefaults.ReadyTag]);
    }
}
