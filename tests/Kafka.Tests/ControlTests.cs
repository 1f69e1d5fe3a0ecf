using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;

namespace TracingReference.Kafka.Tests;

public sealed class ControlTests(SharedBroker shared) : IClassFixture<SharedBroker>
{
    private readonly BrokerProcess _broker = shared.Process;

    [Fact]
    public async Task Topics_of_the_command_line_and_of_requests_are_there_for_clients()
    {
        await _broker.PostAsync("/topics", new { name = "asked", partitions = 5 });
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = _broker.Bootstrap }).Build();
        var topics = admin.GetMetadata(BrokerProcess.Patience).Topics;
        Assert.Equal(3, topics.Single(topic => topic.Topic == "given").Partitions.Count);
        Assert.Equal(5, topics.Single(topic => topic.Topic == "asked").Partitions.Count);
    }

    [Theory]
    [InlineData("/topics", "", 400, "body")]
    [InlineData("/topics", "{", 400, "")]
    [InlineData("/topics", "null", 400, "body")]
    [InlineData("/topics", """{"name":"a b","partitions":1}""", 400, "'a b' is no topic name")]
    [InlineData("/topics", """{"name":"..","partitions":1}""", 400, "'..' is no topic name")]
    [InlineData("/topics", """{"name":"","partitions":1}""", 400, "'' is no topic name")]
    [InlineData("/topics", """{"name":null,"partitions":1}""", 400, "null")]
    [InlineData("/topics", """{"name":"few","partitions":0}""", 400, "1 to 128")]
    [InlineData("/topics", """{"name":"many","partitions":129}""", 400, "1 to 128")]
    [InlineData("/topics", """{"name":"huge","partitions":1000000000000}""", 400, "partitions")]
    [InlineData("/topics", """{"name":"text","partitions":"1"}""", 400, "partitions")]
    [InlineData("/topics", """{"name":"none"}""", 400, "partitions")]
    [InlineData("/topics", """{"name":"more","partitions":1,"replicas":3}""", 400, "replicas")]
    [InlineData("/topics", """{"name":"given","partitions":3}""", 409, "already exists")]
    [InlineData("/faults/broker/down?seconds=0", null, 400, "seconds is '0', it must be 1 to 600")]
    [InlineData("/faults/broker/down?seconds=601", null, 400, "1 to 600")]
    [InlineData("/faults/broker/down?seconds=soon", null, 400, "seconds is 'soon'")]
    [InlineData("/faults/broker/down?id=2", null, 400, "id is '2', it must be 1 to 1")]
    [InlineData("/faults/broker/up?id=0", null, 400, "id is '0'")]
    [InlineData("/faults/rtt", """{"ms":-1}""", 400, "0 to 60000")]
    [InlineData("/faults/rtt", """{"ms":60001}""", 400, "0 to 60000")]
    [InlineData("/faults/errors", """{"api":"Brew","error":"UNKNOWN","count":1}""", 400, "api is 'Brew'")]
    [InlineData("/faults/errors", """{"api":"Produce","error":"TEAPOT","count":1}""", 400, "error is 'TEAPOT'")]
    [InlineData("/faults/errors", """{"api":"Produce","error":"NO_ERROR","count":1}""", 400, "error is 'NO_ERROR'")]
    [InlineData("/faults/errors", """{"api":"Produce","error":"_TRANSPORT","count":1001}""", 400, "0 to 1000")]
    [InlineData("/faults/errors", """{"api":"Produce","error":"_TRANSPORT","count":-1}""", 400, "0 to 1000")]
    [InlineData("/faults/leader", """{"topic":"given","partition":0,"broker":1}""", 409, "--brokers 2")]
    public async Task Bad_input_is_refused_with_a_problem_that_says_why(string path, string? body, int status, string reason)
    {
        var before = (await _broker.GetStatsAsync()).GetProperty("topics").GetArrayLength();

        using var response = await _broker.Control.PostAsync(
            path, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Contains(reason, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var after = await _broker.GetStatsAsync();
        Assert.Equal(before, after.GetProperty("topics").GetArrayLength());
        Assert.True(after.GetProperty("brokers")[0].GetProperty("up").GetBoolean());
    }

    [Theory]
    [InlineData("""{"topic":"orders","partition":2,"broker":1}""", 400, "0 to 1")]
    [InlineData("""{"topic":"orders","partition":-1,"broker":1}""", 400, "0 to 1")]
    [InlineData("""{"topic":"orders","partition":0,"broker":3}""", 400, "1 to 2")]
    [InlineData("""{"topic":"nowhere","partition":0,"broker":1}""", 404, "nowhere")]
    public async Task A_leader_moves_only_where_there_is_something_to_lead(string body, int status, string reason)
    {
        await using var cluster = await BrokerProcess.StartAsync("--brokers", "2", "--topic", "orders:2");
        using var response = await cluster.Control.PostAsync(
            "/faults/leader", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(status, (int)response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains(reason, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(await cluster.TopicAsync("nowhere"));
    }

    [Fact]
    public async Task A_body_that_is_too_large_or_not_JSON_is_a_problem_too()
    {
        using var large = await _broker.Control.PostAsync("/topics", JsonContent.Create(new { name = new string('x', 20_000) }));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        using var text = await _broker.Control.PostAsync("/topics", new StringContent("name=x"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, text.StatusCode);
        using var unknown = await _broker.Control.GetAsync("/fault");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.All([large, text, unknown], response =>
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType));
    }
}
