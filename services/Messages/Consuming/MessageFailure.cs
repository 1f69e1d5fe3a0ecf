using System.Data.Common;
using System.Net.Sockets;
using Confluent.Kafka;
using TracingReference.Messages.Producing;

namespace TracingReference.Messages.Consuming;

/// <summary>Tells a failure of something that is down, which passes, from one of the message itself, which does not.</summary>
internal static class MessageFailure
{
    /// <summary>Whether trying again may help, as long as it takes: a database, a broker or another service was away.</summary>
    public static bool IsTransient(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbException { IsTransient: true } or TimeoutException or HttpRequestException or IOException or SocketException
                or KafkaException or PublishException or OperationCanceledException)
            {
                return true;
            }
        }

        return false;
    }
}
