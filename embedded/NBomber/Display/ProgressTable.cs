using System.Globalization;
using NBomber.Contracts.Stats;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NBomber.Display;

/// <summary>What was measured until now, and below it how far each scenario's simulation is.</summary>
/// <param name="scenarios">In their order.</param>
internal sealed class ProgressTable(IReadOnlyList<ScenarioProgress> scenarios) : Renderable
{
    private const int MostWidth = 120;
    private const int BarWidth = 24;
    private static readonly string[] Figures = ["ok", "fail", "RPS", "mean", "p50", "p75", "p95", "p99", "data"];

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        ((IRenderable)new Rows(Measured(), Simulations())).Render(options, Math.Min(maxWidth, MostWidth));

    private Table Measured()
    {
        var table = new Table().Border(TableBorder.Simple).Caption("of what is ok: requests a second, latencies in ms, and data");
        table.AddColumn("scenario, step");
        foreach (var figure in Figures)
        {
            table.AddColumn(new TableColumn(figure).RightAligned().NoWrap());
        }

        foreach (var scenario in scenarios.Select(scenario => scenario.Stats))
        {
            table.AddRow(Row(scenario.ScenarioName, scenario.Ok, scenario.Fail));
            foreach (var step in scenario.StepStats)
            {
                table.AddRow(Row($"  {step.StepName}", step.Ok, step.Fail));
            }
        }

        return table;
    }

    private Grid Simulations()
    {
        var grid = new Grid().AddColumn().AddColumn().AddColumn(new GridColumn().Width(BarWidth + 2)).AddColumn(new GridColumn().NoWrap());
        foreach (var scenario in scenarios)
        {
            var load = scenario.Stats.LoadSimulationStats;
            grid.AddRow(
                new Text(scenario.Stats.ScenarioName),
                new Text(scenario.Stats.CurrentOperation == OperationType.Bombing ? Number($"{load.SimulationName} {load.Value}") : $"{scenario.Stats.CurrentOperation}"),
                Bar(scenario),
                new Text(scenario.Total == Timeout.InfiniteTimeSpan ? Clock(scenario.Elapsed) : $"{Clock(scenario.Elapsed)} of {Clock(scenario.Total)}"));
        }

        return grid;
    }

    private static IRenderable Bar(ScenarioProgress scenario) => scenario.Total == Timeout.InfiniteTimeSpan
        ? Text.Empty
        : new BreakdownChart().Width(BarWidth).HideTags()
            .AddItem("elapsed", scenario.Elapsed.TotalSeconds, Color.Green)
            .AddItem("left", (scenario.Total - scenario.Elapsed).TotalSeconds, Color.Grey);

    private static Text[] Row(string name, MeasurementStats ok, MeasurementStats fail) =>
    [
        new(name),
        new(Number($"{ok.Request.Count}")),
        new(Number($"{fail.Request.Count}"), fail.Request.Count > 0 ? new Style(Color.Red) : Style.Plain),
        new(Number($"{ok.Request.RPS:0.#}")),
        .. new[] { ok.Latency.MeanMs, ok.Latency.Percent50, ok.Latency.Percent75, ok.Latency.Percent95, ok.Latency.Percent99 }
            .Select(latency => new Text(Number($"{latency:0.##}"))),
        new(Size(ok.DataTransfer.AllBytes)),
    ];

    private static string Size(long bytes) => bytes switch
    {
        < 1_000 => Number($"{bytes} B"),
        < 1_000_000 => Number($"{bytes / 1e3:0.#} KB"),
        < 1_000_000_000 => Number($"{bytes / 1e6:0.#} MB"),
        _ => Number($"{bytes / 1e9:0.#} GB"),
    };

    private static string Clock(TimeSpan time) => time.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
