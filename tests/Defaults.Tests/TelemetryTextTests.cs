using TracingReference.Defaults.Database;
using TracingReference.Defaults.Telemetry;

namespace TracingReference.Defaults.Tests;

/// <summary>What telemetry writes in place of what it must not or need not say.</summary>
public sealed class TelemetryTextTests
{
    [Theory]
    [InlineData("?query=secret&page=2", "query=REDACTED&page=REDACTED")]
    [InlineData("?token=a=b", "token=REDACTED")]
    [InlineData("?flag", "flag")]
    [InlineData("?", "")]
    public void Values_of_a_query_are_redacted(string query, string expected) => Assert.Equal(expected, QueryRedaction.Redact(query));

    [Theory]
    [InlineData("select 1", "SELECT")]
    [InlineData("select a, b from orders where id = $1", "SELECT orders")]
    [InlineData("insert into orders (id) values ($1) on conflict (id) do update set id = excluded.id returning id", "INSERT orders")]
    [InlineData("delete from holds where id = $1", "DELETE holds")]
    [InlineData("select id from outbox limit 1 for update skip locked", "SELECT outbox")]
    [InlineData("with gone as (delete from holds where id = $1 returning id) insert into orders (id) select id from gone", "DELETE holds INSERT orders")]
    [InlineData("select pg_sleep(1); update orders set a = 1", "UPDATE orders")]
    public void A_statement_is_summed_up_by_what_it_touches(string sql, string expected) => Assert.Equal(expected, SqlTelemetry.Summary(sql));

    [Fact]
    public void A_long_summary_ends_between_words_within_255_characters()
    {
        var sql = string.Join("; ", Enumerable.Range(0, 100).Select(n => $"delete from table_{n}"));
        var summary = SqlTelemetry.Summary(sql);
        Assert.InRange(summary.Length, 200, 255);
        Assert.Matches(@"table_\d+$", summary);
    }
}
