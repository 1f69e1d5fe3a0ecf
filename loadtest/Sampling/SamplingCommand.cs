using System.Globalization;
using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Sampling.Checks;
using TracingReference.LoadTest.Scenarios;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Sampling;

/// <summary>What head, tail and adaptive sampling keep, held against the client's own log.</summary>
internal static class SamplingCommand
{
    public const string Head10 = "head10";
    public const string Tail = "tail";
    public const string KafkaTrap = "kafka-trap";
    public const string Overflow = "overflow";
    public const string Adaptive = "adaptive";

    private const double Claimed = 0.1; // what head10 and production.yaml's share are to keep
    private const int TargetPerSecond = 10;

    // A trace counts for the route of the service that is heard first (collector/Processors/Adaptive/README.md): a page of the
    // catalog is two routes, the gateway's and the catalog's, and each has the target.
    private const int RoutesOfOneRequest = 2;
    private const string SmallBuffer = "50";
    private const string Calls = "traces_span_metrics_calls";
    private static readonly TimeSpan DecisionWait = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan AdaptiveWindow = TimeSpan.FromSeconds(5); // collector/config/adaptive.yaml
    private static readonly TimeSpan Export = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ScrapeInterval = TimeSpan.FromMilliseconds(500);

    public static async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        var plan = SamplingPlan.For(run.Options.Profile);
        await HeadAsync(run, plan.Head, cancellationToken).ConfigureAwait(false);
        await TrapAsync(run, plan.Trap, cancellationToken).ConfigureAwait(false);
        await TailAsync(run, plan.Tail, cancellationToken).ConfigureAwait(false);
        await OverflowAsync(run, plan.Overflow, cancellationToken).ConfigureAwait(false);
        await AdaptiveAsync(run, plan.Adaptive.Before, plan.Adaptive.After, cancellationToken).ConfigureAwait(false);

        run.Report.Budgets.AddRange(SamplingBudgets.Judge(run.Budgets, run.Report.Sampling!));
    }

    private static async Task HeadAsync(Run run, Share load, CancellationToken cancellationToken)
    {
        var ratio = run.Options.Plant == PlantedLoss.Ratio ? PlantedLoss.WrongRatio : Claimed;
        var part = new PartRun(Head10, "head sampling of 10%, services export straight to the harness", run);
        var (seen, report) = await part.RunAsync(
            telemetry => part.Settings(telemetry, null, HeadSettings(ratio)), SamplingMix.Head, Phases(load), FlaggedAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        Add(run, report, seen, [.. ShareChecks.Head(seen, Claimed), .. CompletenessChecks.Of(seen, part.Unanswered.Values.Sum(), report.Tears), KafkaChecks.Whole(seen, entry => entry.IsSampled)]);
    }

    private static async Task TrapAsync(Run run, Share load, CancellationToken cancellationToken)
    {
        var part = new PartRun(KafkaTrap, "the same, but messages of unsampled traces carry no context (Messaging:PropagateUnsampled=false)", run);
        var settings = new Dictionary<string, string>(HeadSettings(Claimed)) { ["Messaging__PropagateUnsampled"] = "false" };
        var (seen, report) = await part.RunAsync(
            telemetry => part.Settings(telemetry, null, settings), SamplingMix.Orders, Phases(load), FlaggedAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        Add(run, report, seen, [KafkaChecks.Trap(seen)]);
    }

    private static async Task TailAsync(Run run, Share load, CancellationToken cancellationToken)
    {
        var part = new PartRun(Tail, Claim.Text($"production's tail sampling, decided after {DecisionWait.TotalSeconds} s"), run);
        IReadOnlyDictionary<string, (long Requests, long Errors)> counted = new Dictionary<string, (long Requests, long Errors)>();
        var (seen, report) = await part.RunAsync(
            telemetry => part.Settings(telemetry, "production", Arm.Tail.Settings, Collector(("COLLECTOR_DECISION_WAIT", Seconds(DecisionWait)))),
            SamplingMix.Tail,
            Phases(load),
            async (system, truth, kept) =>
            {
                var counts = CountedAsync(system, truth, cancellationToken);
                await PartRun.UntilWholeAsync(
                    truth.Where(entry => Kept.For(entry) is KeptBecause.Error or KeptBecause.Slow || Oracle.Tail(entry.TraceId, Claimed)), kept, DecisionWait + Export, cancellationToken).ConfigureAwait(false);
                counted = await counts.ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        report.Routes.AddRange(RateChecks.Routes(seen, part.Unanswered, counted));
        Add(
            run, report, seen,
            [
                .. ShareChecks.Tail(seen, Claimed), .. CompletenessChecks.Of(seen, part.Unanswered.Values.Sum(), report.Tears), .. TailChecks.Of(seen, Claimed), .. EstimateChecks.Tail(seen, Claimed),
                .. RateChecks.Of(report.Routes), KafkaChecks.Whole(seen, entry => Kept.HasReason(entry, seen.Spans(entry), Claimed)),
            ]);
    }

    private static async Task OverflowAsync(Run run, Share load, CancellationToken cancellationToken)
    {
        var part = new PartRun(Overflow, $"tail sampling with room for {SmallBuffer} traces, and nothing but errors", run);
        var counters = new OverflowCounters(0, new Dictionary<string, long>(), 0, 0);
        var (seen, report) = await part.RunAsync(
            telemetry => part.Settings(
                telemetry, "production", Arm.Tail.Settings, Collector(("COLLECTOR_DECISION_WAIT", Seconds(DecisionWait)), ("COLLECTOR_NUM_TRACES", SmallBuffer))),
            SamplingMix.Errors,
            Phases(load),
            async (system, _, kept) =>
            {
                // Until all that it took has left it, one way or the other.
                var arrived = kept.Spans;
                await PollAsync(
                    system.CollectorMetrics, page =>
                    {
                        counters = Counters(page, arrived);
                        arrived = kept.Spans; // before the next page is read
                        return counters.SpansReceived > 0 && counters.SpansReceived == counters.SpansNotKept + kept.Spans;
                    },
                    DecisionWait + Export, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        foreach (var (what, spans) in counters.Reasons.Append(new("accepted", counters.SpansReceived)))
        {
            report.Collector[what] = spans;
        }

        Add(run, report, seen, [.. OverflowChecks.Of(seen, counters)]);
    }

    private static async Task AdaptiveAsync(Run run, Share before, Share after, CancellationToken cancellationToken)
    {
        var part = new PartRun(Adaptive, Claim.Text($"adaptive sampling to {TargetPerSecond} traces a second of a route; a request has {RoutesOfOneRequest}, the gateway's and the catalog's. The load rises from {before.Rate} to {after.Rate} a second"), run);
        var (seen, report) = await part.RunAsync(
            telemetry => part.Settings(
                telemetry, "adaptive", Arm.Tail.Settings, Collector(("COLLECTOR_TRACES_PER_SECOND", TargetPerSecond.ToString(CultureInfo.InvariantCulture)))),
            SamplingMix.OneRoute,
            [.. Phases(before), .. Phases(after)],
            static (_, _, _) => Task.CompletedTask, // it decides at once; what is on its way is flushed at the stop
            cancellationToken).ConfigureAwait(false);
        report.Windows.AddRange(AdaptiveChecks.Windows(seen, TargetPerSecond * RoutesOfOneRequest, AdaptiveWindow));
        Add(
            run, report, seen,
            [.. AdaptiveChecks.Of(report.Windows, before.Seconds), .. EstimateChecks.Recorded(seen), .. CompletenessChecks.Of(seen, part.Unanswered.Values.Sum(), report.Tears)]);
    }

    // Services whose head decides export straight away: what was flagged must come, whole.
    private static Func<RunningShop, IReadOnlyList<TruthEntry>, KeptTraces, Task> FlaggedAsync(CancellationToken cancellationToken) =>
        (_, truth, kept) => PartRun.UntilWholeAsync(truth.Where(entry => entry.IsSampled), kept, Export, cancellationToken);

    // Span metrics are shown as of the last flush.
    private static async Task<IReadOnlyDictionary<string, (long Requests, long Errors)>> CountedAsync(
        RunningShop system, IReadOnlyList<TruthEntry> truth, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, (long Requests, long Errors)> counted = new Dictionary<string, (long Requests, long Errors)>();
        await PollAsync(
            system.SpanMetrics, page =>
            {
                var requests = page.CountBy(Calls, "span_name", IsOfGateway);
                var errors = page.CountBy(Calls, "span_name", labels => IsOfGateway(labels) && labels.GetValueOrDefault("status_code") == "STATUS_CODE_ERROR");
                counted = requests.ToDictionary(route => route.Key, route => (route.Value, errors.GetValueOrDefault(route.Key)));
                return truth.GroupBy(entry => entry.Route).All(route => counted.GetValueOrDefault(route.Key).Requests >= route.Count());
            },
            DecisionWait + Export + Export, cancellationToken).ConfigureAwait(false);
        return counted;

        static bool IsOfGateway(IReadOnlyDictionary<string, string> labels) =>
            labels.GetValueOrDefault("service_name") == "gateway" && labels.GetValueOrDefault("span_kind") == "SPAN_KIND_SERVER";
    }

    private static OverflowCounters Counters(PrometheusPage page, long arrived) => new(
        page.Count("otelcol_receiver_accepted_spans"),
        page.CountBy("otelcol_processor_tail_sampling_spans_not_kept", "reason"),
        page.Count("otelcol_processor_tail_sampling_sampling_trace_dropped_too_early"),
        arrived);

    private static async Task PollAsync(Uri url, Func<PrometheusPage, bool> isDone, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(ScrapeInterval);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        giveUp.CancelAfter(patience);
        try
        {
            while (!isDone(await PrometheusPage.ReadAsync(url, giveUp.Token).ConfigureAwait(false)))
            {
                await timer.WaitForNextTickAsync(giveUp.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The checks say what is missing.
        }
    }

    private static void Add(Run run, SamplingPart part, Observation seen, IReadOnlyList<SamplingCheck> checks)
    {
        part.Checks.AddRange(checks);
        Exemplars.Add(part, seen);
        foreach (var check in checks)
        {
            run.Say($"  {check.Verdict,-12} {check.Measure}{(check.Stratum.Length > 0 ? $" ({check.Stratum})" : "")}: {check.Reason}");
        }
    }

    private static Dictionary<string, string> HeadSettings(double ratio) =>
        new(Arm.Head10.Settings) { ["OTEL_TRACES_SAMPLER_ARG"] = ratio.ToString(CultureInfo.InvariantCulture) };

    private static Dictionary<string, string> Collector(params (string Name, string Value)[] variables) =>
        variables.ToDictionary(variable => variable.Name, variable => variable.Value);

    private static LoadPhase[] Phases(Share load) => [new(load.Rate, TimeSpan.FromSeconds(load.Seconds))];

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds}s");
}
