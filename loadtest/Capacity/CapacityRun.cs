using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Scenarios;
using TracingReference.LoadTest.Statistics;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Capacity;

/// <summary>Searches the capacity of both arms of a pair, which take turns in random order, so that a drift of the machine meets them alike.</summary>
/// <param name="pair">The name of the arm that runs beside <c>off</c>.</param>
/// <param name="plan">How much.</param>
/// <param name="step">Puts a rate upon an arm.</param>
/// <param name="mayGoOn">Whether there is time for a further step.</param>
/// <param name="random">The order.</param>
internal sealed class CapacityRun(
    string pair, CapacityPlan plan, Func<string, int, int, CancellationToken, Task<CapacityStep>> step, Func<bool> mayGoOn, Random random)
{
    private readonly string[] arms = [Arm.Off.Name, pair];

    /// <summary>Fills a section as it goes: what there is when it is interrupted is there.</summary>
    /// <returns>Whether every search came to its end.</returns>
    public async Task<bool> RunAsync(CapacitySection section, CancellationToken cancellationToken)
    {
        var (steps, isBounded) = (0, false);
        for (var number = 1; number <= plan.Searches && !isBounded; number++)
        {
            var searches = arms.ToDictionary(arm => arm, _ => new CapacitySearch());
            while (!isBounded && searches.Values.Any(search => !search.IsSettled))
            {
                foreach (var arm in Shuffled(searches.Where(search => !search.Value.IsSettled).Select(search => search.Key)))
                {
                    if (steps >= plan.MostSteps || !mayGoOn())
                    {
                        isBounded = true;
                        break;
                    }

                    var done = await step(arm, number, searches[arm].Rate, cancellationToken).ConfigureAwait(false);
                    section.Steps.Add(done);
                    steps++;
                    searches[arm].Note(done.Passed);
                    Conclude(section, arm, number, searches[arm]);
                }
            }
        }

        return !isBounded;
    }

    /// <summary>Whether a load was served in time.</summary>
    public static bool Passes(LoadPhase load, long made, long failed, TimeSpan p99) =>
        made > 0
        && made >= CapacityPlan.MadeShare * load.Rate * load.During.TotalSeconds
        && made - failed >= CapacityPlan.AnsweredShare * made
        && p99 <= CapacityPlan.P99;

    private void Conclude(CapacitySection section, string arm, int number, CapacitySearch search)
    {
        section.Searches.RemoveAll(result => result.Pair == pair && result.Arm == arm && result.Search == number);
        section.Searches.Add(new(pair, arm, number, search.Served, search.Refused, search.IsSettled));
        var found = section.Searches.GroupBy(result => result.Arm).OrderBy(results => results.Key != Arm.Off.Name).Select(results =>
        {
            // Held against what off served beside it, and not beside another arm, at another time.
            var off = Rates(section.Searches.Where(result => result.Arm == Arm.Off.Name && results.Any(each => each.Pair == result.Pair)));
            var rates = Rates(results);
            var median = Quantiles.Median(rates);
            return new ArmCapacity(
                results.Key, rates.Length, median, rates.Min(), rates.Max(), off.Length > 0 && Quantiles.Median(off) is var ofOff and > 0 ? median / ofOff : null);
        }).ToArray();
        section.Arms.Clear();
        section.Arms.AddRange(found);
    }

    // A search that was never settled has found a rate that is served, but not that more is not: it counts only where no other does.
    private static double[] Rates(IEnumerable<CapacityResult> results)
    {
        var all = results.ToArray();
        var settled = all.Where(result => result.IsSettled).ToArray();
        return [.. (settled.Length > 0 ? settled : all).Select(result => (double)result.Served)];
    }

    private string[] Shuffled(IEnumerable<string> names)
    {
        string[] order = [.. names];
        random.Shuffle(order);
        return order;
    }
}
