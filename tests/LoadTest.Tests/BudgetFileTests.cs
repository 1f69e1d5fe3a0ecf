using System.Text;
using System.Text.Json.Nodes;
using TracingReference.LoadTest.Budgets;
using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Overhead;

namespace TracingReference.LoadTest.Tests;

/// <summary>A budget counts only if it is understood: every mistake is told, with its place and what would be right.</summary>
public sealed class BudgetFileTests
{
    private const string Good = """
        {
          "version": 1,
          "budgets": [
            {
              "name": "cpu",
              "command": "overhead",
              "measure": "cpu-per-request",
              "arm": "head10",
              "service": "all",
              "scale": "relative",
              "atMost": 0.05,
              "gate": true,
              "why": "Because."
            }
          ]
        }
        """;

    [Fact]
    public void What_a_budget_may_name_depends_on_no_command() => Assert.All(
        Directory.GetFiles(Path.Combine(BuildInfo.RepositoryRoot, "loadtest", "Budgets")),
        file => Assert.DoesNotMatch(@"TracingReference\.LoadTest\.(Overhead|Sampling|Capacity|Soak)\b", File.ReadAllText(file)));

    [Fact]
    public void The_budgets_beside_the_program_are_understood()
    {
        var budgets = BudgetFile.Read(BudgetFile.Default);
        Assert.Contains(budgets, budget => budget is { Name: "cpu-head10", Measure: "cpu-per-request", Scale: BudgetScale.Relative, Limit: 0.05, Gate: true });
        Assert.Contains(budgets, budget => budget is { Measure: "allocated-per-request", Scale: BudgetScale.Relative, Limit: 0.02, Gate: true });
        Assert.Contains(budgets, budget => budget is { Measure: "resident-memory", Service: "each", Limit: 100_000_000, Gate: true });
        Assert.Contains(budgets, budget => budget is { Measure: "latency-per-operation", Limit: 1_000, Gate: true });
        Assert.Contains(budgets, budget => budget is { Measure: "bytes-per-span", Limit: 1_000, Gate: true });
        Assert.Contains(budgets, budget => budget is { Measure: "latency-p99", Gate: false });
        Assert.Contains(budgets, budget => budget is { Measure: "spans-missing", Arm: "head10", Scale: BudgetScale.Absolute, AtMost: 0, Gate: true });
        Assert.All(BudgetedCommand.Every.Where(command => command != BudgetedCommand.Sampling), command => Assert.Contains(budgets, budget => budget.Command == command.Name));
    }

    [Fact]
    public void A_budget_may_name_what_overhead_measures_and_nothing_else() =>
        Assert.Equal(OverheadBudgets.Known.Order(), BudgetedCommand.Overhead.Measures.Select(measure => measure.Name).Order());

    [Theory]
    [InlineData("\"atMost\"", "\"atMots\"", "line 11", "$.budgets[0]", "'atMots' is no property", "Did you mean 'atMost'?")]
    [InlineData("\"version\": 1", "\"version\": 2", "line 2", "$.version", "must be 1, not 2")]
    [InlineData("\"version\": 1,", "", "version", "missing")]
    [InlineData("\"version\"", "\"verson\"", "line 2", "'verson' is no property", "Did you mean 'version'?")]
    [InlineData("cpu-per-request", "cpu-per-requests", "line 7", "$.budgets[0].measure", "Did you mean 'cpu-per-request'?", "resident-memory")]
    [InlineData("\"head10\"", "\"hed10\"", "line 8", "$.budgets[0].arm", "Did you mean 'head10'?", "tail")]
    [InlineData("\"overhead\"", "\"overheat\"", "line 6", "$.budgets[0].command", "Did you mean 'overhead'?", "soak")]
    [InlineData("\"all\"", "\"gatewya\"", "line 9", "$.budgets[0].service", "Did you mean 'gateway'?", "each")]
    [InlineData("\"relative\"", "\"relativ\"", "line 10", "$.budgets[0].scale", "not 'relativ'", "Did you mean 'relative'?")]
    [InlineData("\"relative\"", "0", "line 10", "$.budgets[0].scale", "not '0'", "relative, absolute")]
    [InlineData("\"atMost\": 0.05", "\"atMost\": -1", "line 11", "$.budgets[0].atMost", "not -1")]
    [InlineData("\"atMost\": 0.05", "\"atMost\": 1e999", "line 11", "$.budgets[0].atMost", "not 1e999")]
    [InlineData("\"atMost\": 0.05", "\"atMost\": \"5%\"", "line 11", "$.budgets[0].atMost", "'5%'", "wrong kind")]
    [InlineData("\"atMost\": 0.05,", "", "line 4", "$.budgets[0]", "atMost and atLeast", "neither")]
    [InlineData("\"atMost\": 0.05,", "\"atMost\": 0.05, \"atLeast\": 0.01,", "line 4", "$.budgets[0]", "both")]
    [InlineData("\"name\": \"cpu\"", "\"name\": \"\"", "line 5", "$.budgets[0].name", "needs a name")]
    [InlineData("\"name\": \"cpu\"", "\"name\": null", "line 5", "wrong kind")]
    [InlineData("Because.", " ", "line 13", "$.budgets[0].why", "why")]
    [InlineData("\"gate\": true,", "", "gate", "missing")]
    [InlineData("\"gate\": true", "\"gate\": true, \"gate\": false", "gate")]
    [InlineData("}", "", "line 15")]
    public void A_mistake_is_told_with_its_place_and_what_is_allowed(string good, string bad, params string[] told)
    {
        var at = Good.IndexOf(good, StringComparison.Ordinal);
        var error = Assert.Throws<LoadTestException>(() => Parse(Good.Remove(at, good.Length).Insert(at, bad)));
        Assert.StartsWith("budgets.json", error.Message, StringComparison.Ordinal);
        Assert.All(told, text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("  \n", "empty")]
    [InlineData("budgets: none", "budgets.json, line 1")]
    [InlineData("null", "null")]
    [InlineData("[]", "wrong kind")]
    public void What_is_no_such_file_is_told(string text, string told) =>
        Assert.Contains(told, Assert.Throws<LoadTestException>(() => Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_mistake_is_told_at_once()
    {
        var root = JsonNode.Parse(Good)!;
        var second = root["budgets"]![0]!.DeepClone();
        second["arm"] = "hed10";
        root["budgets"]!.AsArray().Add(second);
        var lines = Assert.Throws<LoadTestException>(() => Parse(root.ToJsonString())).Message.Split(Environment.NewLine);
        Assert.Equal(2, lines.Length);
        Assert.Contains("$.budgets[1].name", lines[0], StringComparison.Ordinal);
        Assert.Contains("another budget is called 'cpu'", lines[0], StringComparison.Ordinal);
        Assert.Contains("Did you mean 'head10'?", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_without_a_base_has_absolute_limits_only()
    {
        var error = Assert.Throws<LoadTestException>(() => Parse(
            Good.Replace("overhead", "soak", StringComparison.Ordinal).Replace("cpu-per-request", "memory-growth", StringComparison.Ordinal)
                .Replace("head10", "head100", StringComparison.Ordinal).Replace("\"all\"", "\"each\"", StringComparison.Ordinal)));
        Assert.Contains("$.budgets[0].scale", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told_with_its_name()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "no-such-budgets.json");
        Assert.Contains(path, Assert.Throws<LoadTestException>(() => BudgetFile.Read(path)).Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Budget> Parse(string json) => BudgetFile.Parse(Encoding.UTF8.GetBytes(json), "budgets.json");
}
