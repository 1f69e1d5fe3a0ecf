using TracingReference.Collector.Otlp;
using TracingReference.Collector.Processors.Redaction;

namespace TracingReference.Collector.Tests.Processors;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("SELECT * FROM users WHERE email = 'ann@example.com' AND id = 42", "SELECT * FROM users WHERE email = ? AND id = ?")]
    [InlineData("INSERT INTO t VALUES (1, 'x')", "INSERT INTO t VALUES (?, ?)")]
    [InlineData("select a from t2 where b is null and c = TRUE", "select a from t? where b is ? and c = ?")]
    [InlineData("select 'it''s' || E'a\\'b', $1, $tag$secret 'x'$tag$", "select ? || E?, ?, ?")]
    [InlineData("select -1.5e-3, a - 1, 0xFF, .5", "select ?, a - ?, ?, ?")]
    [InlineData("select \"card4111\" -- it's 5\nfrom t", "select \"card?\" -- it's 5\nfrom t")]
    [InlineData("select 'never closed", "select ?")]
    [InlineData("", "")]
    public void Sql(string sql, string sanitized) => Assert.Equal(sanitized, SqlSanitizer.Sanitize(sql));

    [Theory]
    [InlineData("SET user:1 secret", "SET ?")]
    [InlineData("GET k\nCONFIG SET a b\nPING", "GET ?\nCONFIG SET ?\nPING")]
    public void Redis(string command, string sanitized) => Assert.Equal(sanitized, CommandSanitizer.Redis(command));

    [Fact]
    public void Memcached() => Assert.Equal("set key 0 60 6", CommandSanitizer.Memcached("set key 0 60 6\r\nsecret\r\n"));

    [Theory]
    [InlineData("""{"find":"users","filter":{"email":"a@b.c","n":[1,true,null]}}""", """{"find":"?","filter":{"email":"?","n":["?","?","?"]}}""")]
    [InlineData("no json", "no json")]
    [InlineData("{broken", "{broken")]
    public void Json(string text, string sanitized) => Assert.Equal(sanitized, JsonSanitizer.Sanitize(text));

    [Theory]
    [InlineData("/users/123/orders/456?email=a", "/users/*/orders/*")]
    [InlineData("/api/v1/items", "/api/v1/items")]
    [InlineData("/a/6f9619ff-8b86-d011-b42d-00c04fc964ff", "/a/*")]
    [InlineData("/files/xkqzvbnm", "/files/*")]
    [InlineData("GET /products/17", "GET /products/*")]
    [InlineData("5", "*")]
    [InlineData("/1/2/3/4/5/6/7/8/9/10/11", "/*/*/*/*/*/*/*/*/*")]
    [InlineData("", "")]
    public void Url(string url, string sanitized) => Assert.Equal(sanitized, UrlSanitizer.Sanitize(url));

    [Fact]
    public async Task StatementsInAttributesOfTheirDatabaseOnly()
    {
        var harness = new ProcessorHarness(new RedactionProcessorFactory(), "{allow_all_keys: true, db_sanitizer: {sql: {enabled: true, attributes: [db.query.text]}}}");
        await harness.SendAsync(Spans.Request("s",
        [
            Statement(1, "db.system.name", "PostgreSQL"), Statement(2, "db.system", "mysql"), Statement(3, "db.system", "redis"), Statement(4, "x", "y"),
        ]));
        Assert.Equal(["select ?", "select ?", "select 1", "select 1"],
            harness.Consumer.Batches.Single().Parts().Select(span => span.Message.Attributes["db.query.text"]!.Text));
    }

    [Fact]
    public async Task StatementsInAttributesOfEveryLogRecord()
    {
        var harness = new ProcessorHarness(
            new RedactionProcessorFactory(), "{allow_all_keys: true, db_sanitizer: {sql: {enabled: true, attributes: [sql]}}}", Signal.Logs);
        await harness.SendAsync("""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"took 5 ms"},"attributes":[{"key":"sql","value":{"stringValue":"select 1"}}]}]}]}]}""");
        var record = harness.Consumer.Batches.Single().Parts().Single().Message;
        Assert.Equal(("took ? ms", "select ?"), (record.Value(5).Text, record.Attributes["sql"]!.Text));
    }

    [Fact]
    public async Task AnEmptyBodyIsAnEmptyText()
    {
        var harness = new ProcessorHarness(new RedactionProcessorFactory(), "{allow_all_keys: true, blocked_values: ['.*']}", Signal.Logs);
        await harness.SendAsync("""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"eventName":"x"}]}]}]}""");
        Assert.Equal("****", harness.Consumer.Batches.Single().Parts().Single().Message.Value(5).Text);
    }

    [Fact]
    public async Task NamesOfDatabaseSpans()
    {
        var harness = new ProcessorHarness(new RedactionProcessorFactory(), "{allow_all_keys: true, db_sanitizer: {sql: {enabled: true}}}");
        await harness.SendAsync(Spans.Request("s",
        [
            """{"name":"select 'x'","kind":3,"attributes":[{"key":"db.system","value":{"stringValue":"postgresql"}}]}""",
            """{"name":"select 'x'","kind":4,"attributes":[{"key":"db.system","value":{"stringValue":"postgresql"}}]}""",
            """{"name":"select 'x'","kind":3}""",
        ]));
        Assert.Equal(["select ?", "select 'x'", "select 'x'"], harness.Consumer.Batches.Single().Parts().Select(span => span.Message.Text(5)));
    }

    [Fact]
    public async Task ASecondRedactionAddsToTheSummary()
    {
        const string Settings = "{allowed_keys: [a, b], blocked_values: [secret], summary: debug}";
        var first = new ProcessorHarness(new RedactionProcessorFactory(), Settings);
        await first.SendAsync(Spans.Request("s", [Spans.Span(1, ""","attributes":[{"key":"a","value":{"stringValue":"secret"}},{"key":"c","value":{"intValue":"1"}}]""")]));
        var second = new ProcessorHarness(new RedactionProcessorFactory(), Settings);
        var span = first.Consumer.Batches.Single().Parts().Single().Edit();
        span.Attributes.Set("b", AnyValue.Of("a secret"));
        await second.SendAsync(first.Consumer.Batches.Single());
        var attributes = second.Consumer.Batches.Single().Parts().Single().Message.Attributes;
        Assert.Equal(("a,b", 2, "c", 1), (attributes["redaction.masked.keys"]!.Text, attributes["redaction.masked.count"]!.Int,
            attributes["redaction.redacted.keys"]!.Text, attributes["redaction.redacted.count"]!.Int));
    }

    private static string Statement(int number, string key, string system) => Spans.Span(number,
        $$$$""","attributes":[{"key":"{{{{key}}}}","value":{"stringValue":"{{{{system}}}}"}},{"key":"db.query.text","value":{"stringValue":"select 1"}}]""");
}
