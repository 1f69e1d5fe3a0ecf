using TracingReference.LoadTest.Budgets;
using TracingReference.LoadTest.Overhead;
using TracingReference.LoadTest.Reports.Pages;
using TracingReference.LoadTest.Reports.Plots;

namespace TracingReference.LoadTest.Reports.Views;

/// <summary>What each arm adds to its base.</summary>
internal sealed class OverheadView : IReportView
{
    private const string Collector = "collector";

    public string Title => "What each arm adds";

    public IEnumerable<Element> Render(Report report)
    {
        if (report.Overhead is not { } overhead)
        {
            yield break;
        }

        yield return new Paragraph(
            $"Scenario {overhead.Scenario} at {overhead.Rate} requests/s, blocks of {Quantity.Chosen(overhead.BlockSeconds, "s")} that follow each other at once, "
            + "four blocks to a quad (ABBA or BAAB in random order). Estimates are Hodges-Lehmann over quads, intervals are bootstrap of 95%.");
        foreach (var figure in Intervals(overhead, report.Budgets).Concat(overhead.Pairs.Where(pair => pair.Quads.Count > 0).Select(Distributions)))
        {
            yield return new Figure(figure);
        }

        if (Processors(overhead) is { Bars.Count: > 0 } bars)
        {
            yield return new Figure(bars);
        }

        foreach (var element in overhead.Pairs.SelectMany(pair => Tables(pair).Concat(Traces(pair))))
        {
            yield return element;
        }
    }

    private static string Name(Pair pair) => pair.IsControl ? $"control: {pair.A} against itself" : $"{pair.B} against {pair.A}";

    private static IEnumerable<Plot> Intervals(OverheadSection overhead, IReadOnlyList<BudgetResult> budgets) => overhead.Pairs
        .SelectMany(pair => pair.Differences.Where(difference => difference.Service == Measures.All).Select(difference => (Pair: pair, Difference: difference)))
        .GroupBy(each => each.Difference.Measure)
        .Select(group =>
        {
            var isRelative = group.All(each => each.Difference.Relative is not null);
            var scale = isRelative ? BudgetScale.Relative : BudgetScale.Absolute;
            return new IntervalPlot(
                $"Added {group.Key}",
                isRelative ? "added, relatively" : "added",
                isRelative ? "" : group.First().Difference.Unit,
                [.. group.Select(each => Row(each.Pair, isRelative ? each.Difference.Relative! : each.Difference.Absolute, Find(budgets, each.Pair, group.Key, scale)))]);
        });

    private static BudgetResult? Find(IReadOnlyList<BudgetResult> budgets, Pair pair, string measure, BudgetScale scale) => budgets.FirstOrDefault(result =>
        !pair.IsControl && result.Budget is { } budget && budget.Measure == measure && budget.Arm == pair.B && budget.Service == Measures.All && budget.Scale == scale);

    private static IntervalRow Row(Pair pair, Comparing.Comparison comparison, BudgetResult? budget) =>
        new(Name(pair), comparison.Estimate, comparison.Interval.Lower, comparison.Interval.Upper, budget?.Limit, budget?.Verdict);

    private static LinePlot Distributions(Pair pair)
    {
        var (a, b) = pair.IsControl ? ($"{pair.A}, first", $"{pair.B}, second") : (pair.A, pair.B);
        return LinePlot.Distributions($"Latency, {Name(pair)}", [new(a, Merged(pair, "A")), new(b, Merged(pair, "B"))]);
    }

    // Each block holds the steps of its own distribution function: their counts add up.
    private static IReadOnlyList<(double X, double Y)> Merged(Pair pair, string arm)
    {
        var steps = pair.Quads.SelectMany(quad => quad.Blocks).Where(block => block.Arm == arm)
            .SelectMany(block => block.Latency.Steps.Select((step, i) => (Latency: step[0], More: step[1] - (i == 0 ? 0 : block.Latency.Steps[i - 1][1]))))
            .OrderBy(step => step.Latency).ToArray();
        var (all, seen) = (steps.Sum(step => step.More), 0.0);
        var points = steps.Select(step => (step.Latency, (seen += step.More) / all)).ToArray();
        const int most = 200;
        return [.. points.Where((_, i) => i == points.Length - 1 || i % Math.Max(1, points.Length / most) == 0)];
    }

    private static BarPlot Processors(OverheadSection overhead)
    {
        var blocks = overhead.Pairs.Where(pair => !pair.IsControl || overhead.Pairs.Count == 1)
            .SelectMany(pair => pair.Quads.SelectMany(quad => quad.Blocks).Select(block => (Arm: block.Arm == "A" ? pair.A : pair.B, Block: block)))
            .Where(each => each.Block.Requests > 0).GroupBy(each => each.Arm).ToArray();
        string[] services = [.. blocks.SelectMany(arm => arm.SelectMany(each => each.Block.Services.Keys)).Distinct().OrderBy(name => name == Collector).ThenBy(name => name, StringComparer.Ordinal)];
        return new(
            "Processor time of a request, by service", "mean over all blocks", "us", services,
            [.. blocks.Select(arm => new Bar(arm.Key, [.. services.Select(service => arm.Average(each => (each.Block.Services.GetValueOrDefault(service)?.CpuMicroseconds ?? 0) / each.Block.Requests))]))]);
    }

    private static IEnumerable<Element> Tables(Pair pair)
    {
        if (pair.Differences.Count == 0)
        {
            yield return new Paragraph($"{Name(pair)}: {pair.Quads.Count} quads; a comparison needs {Comparing.Comparison.FewestQuads}.");
            yield break;
        }

        var table = Table(pair, difference => difference.Service == Measures.All);
        var services = Table(pair, difference => difference.Service != Measures.All);
        Element[] rest =
        [
            .. services.Rows.Count > 0 ? [services] : Array.Empty<Element>(),
            .. pair.Accounts.Count > 0 ? [Accounts(pair)] : Array.Empty<Element>(),
        ];
        if (pair.IsControl)
        {
            yield return new Details($"{char.ToUpperInvariant(Name(pair)[0])}{Name(pair)[1..]}", [table, .. rest]);
            yield break;
        }

        yield return table;
        if (rest.Length > 0)
        {
            yield return new Details($"{Name(pair)}, by service", rest);
        }
    }

    private static IEnumerable<Element> Traces(Pair pair) =>
        new TraceDrawings("overhead", pair.Exemplars).Render($"{Name(pair)}, traces to look at: {pair.Exemplars.Count}");

    private static Table Table(Pair pair, Func<Difference, bool> isIn) => new(
        $"{Name(pair)}, {pair.Quads.Count} quads",
        ["Measure", "Service", Column.Number(pair.IsControl ? "First" : pair.A), Column.Number(pair.IsControl ? "Second" : pair.B),
            Column.Number("Added"), Column.Number("Interval"), Column.Number("Relatively"), Column.Number("Interval"), Column.Number("p"), Column.Number("Would show")],
        [.. pair.Differences.Where(isIn).Select(Row)]);

    private static IReadOnlyList<Cell> Row(Difference difference) =>
    [
        difference.Measure,
        difference.Service,
        Quantity.Format(difference.A, difference.Unit),
        Quantity.Format(difference.B, difference.Unit),
        Quantity.Added(difference.Absolute.Estimate, difference.Unit),
        Bounds(difference.Absolute, difference.Unit),
        difference.Relative is { } relative ? Quantity.Added(relative.Estimate, "") : "-",
        difference.Relative is { } bounds ? Bounds(bounds, "") : "-",
        Quantity.Number(difference.Absolute.PValue),
        Quantity.Format(difference.Absolute.Detectable, difference.Unit),
    ];

    private static string Bounds(Comparing.Comparison comparison, string unit) =>
        $"{Quantity.Format(comparison.Interval.Lower, unit)} to {Quantity.Format(comparison.Interval.Upper, unit)}";

    private static Table Accounts(Pair pair) => new(
        "What became of every span",
        ["Arm", "Service", Column.Number("Recorded"), Column.Number("Dropped"), Column.Number("Arrived")],
        [.. pair.Accounts.Select(account => (IReadOnlyList<Cell>)[account.Arm, account.Service, Quantity.Count(account.Recorded), Quantity.Count(account.Dropped), Quantity.Count(account.Exported)])]);
}
