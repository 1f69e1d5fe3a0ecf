using System.Diagnostics;
using System.Runtime.InteropServices;
using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.CSharp;
using NBomber.Display;
using NBomber.Engine;

namespace TracingReference.NBomber.Tests.Display;

/// <summary>People see how far a test is: as a table where it can be redrawn, else line by line.</summary>
public sealed class DisplayTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_table_is_redrawn_in_place()
    {
        var screen = new Screen();
        var count = 1_000;
        await new TableDisplay(screen.Console).FollowAsync(() => [Orders(count)], show =>
        {
            count = 2_000;
            show();
            count = 3_000;
            return Task.CompletedTask;
        });
        var lines = screen.Lines();
        Assert.Equal(["orders", "3000", "7", "301.5", "12.35", "11", "14", "20", "31.2", "4.5", "MB"], Words(lines, "orders", 0));
        Assert.Equal(["pay", "3000", "7"], Words(lines, "pay", 0)[..3]);
        Assert.Equal(["orders", "Inject", "300"], Words(lines, "orders", 1)[..3]);
        Assert.EndsWith("00:00:15 of 00:01:00", lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.Contains("1000", StringComparison.Ordinal) || line.Contains("2000", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(70)]
    [InlineData(100)]
    [InlineData(400)]
    public async Task No_line_is_wider_than_the_terminal_or_than_a_person_reads(int width)
    {
        var screen = new Screen(width);
        await new TableDisplay(screen.Console).FollowAsync(() => [Orders(3_000)], _ => Task.CompletedTask);
        Assert.All(screen.Lines(), line => Assert.InRange(line.Length, 1, Math.Min(width, 120)));
        Assert.Contains("4.5 MB", string.Join('\n', screen.Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_is_higher_than_the_terminal_is_cut()
    {
        var screen = new Screen(height: 10);
        await new TableDisplay(screen.Console).FollowAsync(() => [.. Enumerable.Range(0, 50).Select(_ => Orders(1))], show =>
        {
            show();
            Assert.InRange(screen.Lines().Count, 1, 10);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task What_is_said_stays_above_the_table()
    {
        var screen = new Screen();
        var display = new TableDisplay(screen.Console);
        await display.FollowAsync(() => [Orders(3_000)], show =>
        {
            display.Say("The test is stopped: [enough]");
            show();
            return Task.CompletedTask;
        });
        Assert.Equal("The test is stopped: [enough]", screen.Lines()[0]);
        Assert.Single(screen.Lines(), line => line.Contains("3000", StringComparison.Ordinal) && line.Contains("orders", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_cursor_is_there_again_when_work_fails()
    {
        var screen = new Screen();
        await Assert.ThrowsAsync<InvalidOperationException>(() => new TableDisplay(screen.Console).FollowAsync(() => [Orders(1)], _ =>
        {
            Assert.False(screen.HasCursor);
            throw new InvalidOperationException("no");
        }));
        Assert.True(screen.HasCursor);
    }

    [Fact]
    public async Task The_cursor_is_there_again_when_the_process_is_interrupted()
    {
        // This process shall go on; of several handlers the one registered last is called first, and one that cancels is enough.
        using var goesOn = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        var screen = new Screen();
        await new TableDisplay(screen.Console).FollowAsync(() => [Orders(1)], async _ =>
        {
            Assert.False(screen.HasCursor);
            using var kill = Process.Start("kill", ["-INT", $"{Environment.ProcessId}"]);
            using var patience = new CancellationTokenSource(Patience);
            while (!screen.HasCursor)
            {
                await Task.Delay(5, patience.Token);
            }
        });
    }

    [Fact]
    public async Task A_run_tells_its_table_how_far_it_is()
    {
        var screen = new Screen();
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var context = NBomberRunner
            .RegisterScenarios(
                Scenario.Create("short", _ => Task.FromResult<IResponse>(Response.Ok(sizeBytes: 1_500)))
                    .WithoutWarmUp().WithLoadSimulations(Simulation.IterationsForConstant(1, 4)),
                Scenario.Create("long", async scenario =>
                {
                    await shown.Task.WaitAsync(Patience, scenario.ScenarioCancellationToken);
                    return Response.Fail();
                }).WithoutWarmUp().WithLoadSimulations(Simulation.IterationsForConstant(1, 1)))
            .WithoutReports().DisplayConsoleMetrics(false) with { ReportingInterval = TimeSpan.FromMilliseconds(20) };
        await new TestSession(context, new Watched(new TableDisplay(screen.Console), shown), TimeProvider.System).RunAsync();
        var lines = screen.Lines();
        Assert.Equal(["short", "4", "0"], Words(lines, "short", 0)[..3]);
        Assert.Equal(["6", "KB"], Words(lines, "short", 0)[^2..]);
        Assert.Equal(["long", "0", "1"], Words(lines, "long", 0)[..3]);
        Assert.Equal(["short", "Complete"], Words(lines, "short", 1)[..2]);
    }

    [Fact]
    public async Task Where_nothing_can_be_redrawn_there_is_a_line_an_interval()
    {
        var output = new StringWriter();
        await new LineDisplay(output).FollowAsync(() => [Orders(3_000)], Twice);
        Assert.Equal(2, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("00:00:42 orders: Inject 300, ok 3000 (301.5/s), failed 7", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output.ToString());

        var quiet = new StringWriter();
        var display = new LineDisplay(quiet, isQuiet: true);
        await display.FollowAsync(() => [Orders(3_000)], Twice);
        display.Say("stopped");
        Assert.Equal($"stopped{Environment.NewLine}", quiet.ToString());

        static Task Twice(Action show)
        {
            show();
            show();
            return Task.CompletedTask;
        }
    }

    // The words of the nth line that begins so.
    private static string[] Words(IReadOnlyList<string> lines, string beginning, int nth) => lines
        .Select(line => line.TrimStart())
        .Where(line => line.StartsWith(beginning, StringComparison.Ordinal)).ElementAt(nth)
        .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static ScenarioProgress Orders(int count) => new(
        new()
        {
            ScenarioName = "orders",
            CurrentOperation = OperationType.Bombing,
            Duration = TimeSpan.FromSeconds(42),
            LoadSimulationStats = new() { SimulationName = "Inject", Value = 300 },
            Ok = Ok(count),
            Fail = Fail(),
            StepStats = [new() { StepName = "pay", Ok = Ok(count), Fail = Fail() }],
        },
        TimeSpan.FromSeconds(15),
        TimeSpan.FromMinutes(1));

    private static MeasurementStats Ok(int count) => new()
    {
        Request = new() { Count = count, RPS = 301.5 },
        Latency = new() { MeanMs = 12.35, Percent50 = 11, Percent75 = 14, Percent95 = 20, Percent99 = 31.2 },
        DataTransfer = new() { AllBytes = 4_500_000 },
    };

    private static MeasurementStats Fail() => new() { Request = new() { Count = 7 } };

    private sealed class Watched(IDisplay display, TaskCompletionSource shown) : IDisplay
    {
        public Task FollowAsync(Func<IReadOnlyList<ScenarioProgress>> progress, Func<Action, Task> work) => display.FollowAsync(progress, show => work(() =>
        {
            show();
            shown.TrySetResult();
        }));

        public void Say(string line) => display.Say(line);
    }
}
