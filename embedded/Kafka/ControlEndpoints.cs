using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Embedded.Kafka;

/// <summary>What can be asked of the broker over HTTP; README.md has an example of each.</summary>
internal static class ControlEndpoints
{
    private const int MaxDownSeconds = 600;
    private const int MaxRoundTripMs = 60_000;
    private const int MaxErrors = 1_000;

    public static void MapControl(this IEndpointRouteBuilder routes, BrokerOptions options, Broker broker)
    {
        routes.MapGet("/health", () => broker.Listening
            ? Results.Ok(new Health("listening"))
            : Results.Problem("a broker is down, as was asked for", statusCode: StatusCodes.Status503ServiceUnavailable));

        routes.MapGet("/stats", broker.GetStats);

        routes.MapPost("/topics", ([FromBody] TopicSpec topic) =>
        {
            Require(topic.Problem is null, topic.Problem);
            broker.CreateTopic(topic);
            return Results.Created((string?)null, topic);
        });

        var faults = routes.MapGroup("/faults");

        faults.MapPost("/broker/down", (string? seconds, string? id, ILogger<Broker> log) =>
        {
            TimeSpan? duration = ParseQuery("seconds", seconds, MaxDownSeconds) is { } wait ? TimeSpan.FromSeconds(wait) : null;
            foreach (var one in Chosen(id))
            {
                broker.SetDown(one, duration);
                log.Down(one, duration is null ? "until it is set up" : $"for {duration.Value.TotalSeconds} s");
            }

            return Results.NoContent();
        });

        faults.MapPost("/broker/up", (string? id, ILogger<Broker> log) =>
        {
            foreach (var one in Chosen(id))
            {
                broker.SetUp(one);
                log.Up(one);
            }

            return Results.NoContent();
        });

        faults.MapPost("/rtt", ([FromBody] RoundTrip fault) =>
        {
            Require(fault.Ms is >= 0 and <= MaxRoundTripMs, $"ms is {fault.Ms}, it must be 0 to {MaxRoundTripMs}");
            foreach (var one in broker.Ids)
            {
                broker.SetRoundTrip(one, TimeSpan.FromMilliseconds(fault.Ms));
            }

            return Results.NoContent();
        });

        faults.MapPost("/errors", ([FromBody] Errors fault) =>
        {
            Require(fault.Count is >= 0 and <= MaxErrors, $"count is {fault.Count}, it must be 0 to {MaxErrors}");
            Require(
                RequestErrors.Apis.TryGetValue(fault.Api, out var api),
                $"api is '{fault.Api}', it must be one of {string.Join(", ", RequestErrors.Apis.Keys)}");
            Require(
                RequestErrors.Errors.TryGetValue(fault.Error, out var error),
                $"error is '{fault.Error}', it must be a name such as NOT_LEADER_FOR_PARTITION, or _TRANSPORT");
            broker.SetErrors(api, error, fault.Count);
            return Results.NoContent();
        });

        faults.MapPost("/leader", ([FromBody] Leader fault) =>
        {
            if (options.Brokers == 1)
            {
                throw new BrokerException("there is one broker only, so no leader can move; start with --brokers 2 or more");
            }

            Require(broker.Ids.Contains(fault.Broker), $"broker is {fault.Broker}, it must be 1 to {options.Brokers}");
            var topic = broker.GetStats().Topics.FirstOrDefault(topic => topic.Name == fault.Topic);
            Require(topic is not null, $"there is no topic '{fault.Topic}'", StatusCodes.Status404NotFound);
            Require(
                fault.Partition >= 0 && fault.Partition < topic!.Partitions.Count,
                $"partition is {fault.Partition}, it must be 0 to {topic!.Partitions.Count - 1}");
            broker.SetLeader(fault.Topic, fault.Partition, fault.Broker);
            return Results.NoContent();
        });

        IEnumerable<int> Chosen(string? id) => ParseQuery("id", id, options.Brokers) is { } one ? [one] : broker.Ids;
    }

    private static int? ParseQuery(string name, string? text, int max)
    {
        if (text is null)
        {
            return null;
        }

        var isNumber = int.TryParse(text, CultureInfo.InvariantCulture, out var number);
        Require(isNumber && number >= 1 && number <= max, $"{name} is '{text}', it must be 1 to {max}");
        return number;
    }

    private static void Require(bool met, string? otherwise, int status = StatusCodes.Status400BadRequest)
    {
        if (!met)
        {
            throw new BadHttpRequestException(otherwise!, status);
        }
    }
}

/// <summary>Answer of a healthy broker.</summary>
internal sealed record Health(string Status);

/// <summary>Delay of every answer, in milliseconds.</summary>
internal sealed record RoundTrip(int Ms);

/// <summary>The next <paramref name="Count"/> requests named <paramref name="Api"/> fail with <paramref name="Error"/>.</summary>
internal sealed record Errors(string Api, string Error, int Count);

/// <summary>The broker that is to lead a partition.</summary>
internal sealed record Leader(string Topic, int Partition, int Broker);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(BrokerStats))]
[JsonSerializable(typeof(TopicSpec))]
[JsonSerializable(typeof(RoundTrip))]
[JsonSerializable(typeof(Errors))]
[JsonSerializable(typeof(Leader))]
internal sealed partial class ControlJson : JsonSerializerContext;
