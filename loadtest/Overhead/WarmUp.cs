using System.Diagnostics;
using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Scenarios;

namespace TracingReference.LoadTest.Overhead;

/// <summary>
/// Loads both systems of a pair at once until they are warm, which is when hardly anything is compiled any more: code that is not
/// optimized yet costs many times what it costs later, and the arm with telemetry has more of it.
/// </summary>
/// <param name="scenario">What is asked.</param>
/// <param name="atMost">When to give up waiting.</param>
internal sealed class WarmUp(ShopScenario scenario, TimeSpan atMost)
{
    /// <summary>Processor time of the JIT's background thread, as a share of all other of the same system, at which it is warm.</summary>
    private const double WarmShare = 0.05;

    // Of each system: few enough that two cores have time left to compile.
    private const int Rate = 60;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(4);

    /// <summary>Runs it.</summary>
    /// <returns>What the colder system's share still was at the end, if it is not warm by then; otherwise null.</returns>
    /// <exception cref="LoadTestException">A system answers nothing as it should.</exception>
    public async Task<double?> RunAsync(Run run, IWarmable a, IWarmable b, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var load = new LoadPhase(Rate, Round);
        while (true)
        {
            var usages = await Task.WhenAll(LoadAsync(a, load, cancellationToken), LoadAsync(b, load, cancellationToken)).ConfigureAwait(false);
            var share = usages.Max(CompilerShare);
            var elapsed = Stopwatch.GetElapsedTime(begun);
            run.Say(FormattableString.Invariant($"warming up for {elapsed.TotalSeconds:f0} s: {100 * share:f1}% of processor time goes into compilation"));
            if (share <= WarmShare)
            {
                return null;
            }

            if (elapsed + Round > atMost)
            {
                return share;
            }
        }
    }

    private async Task<IReadOnlyDictionary<string, Usage>> LoadAsync(IWarmable system, LoadPhase load, CancellationToken cancellationToken)
    {
        await system.WarmUpAsync(scenario, load, cancellationToken).ConfigureAwait(false);
        return await system.ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    private static double CompilerShare(IReadOnlyDictionary<string, Usage> usages) =>
        usages.Values.Sum(usage => usage.JitMicroseconds) / usages.Values.Sum(usage => usage.CpuMicroseconds);
}
