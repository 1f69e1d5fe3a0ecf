using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Capacity;

/// <summary>Searches the capacity of all arms, which take turns in random order, so that a drift of the machine meets them alike.</summary>
/// <param name="arms">Their names.</param>
/// <param name="plan">How much.</param>
/// <param name="step">Puts a rate upon an arm.</param>
/// <param name="mayGoOn">Whether there is time for a further step.</param>
/// <param name="seed">Of the order.</param>
internal sealed class CapacityRun(
    IReadOnlyList<string> arms, CapacityPlan plan, Func<string, int, int, CancellationToken, Task<CapacityStep>> step, Func<bool> mayGoOn, int seed)
{
    private const string Base = "off";
    private readonly Random random = new(seed);

    /// <summary>Fills a section as it goes: what there is when it is interrupted is there.</summary>
    /// <returns>Whether every search came to its end.</returns>
    public async Task<bool> RunAsync(CapacitySection section, CancellationToken cancellationToken)
    {
        var isBounded = false;
        for (var number = 1; number <= plan.Searches && !isBounded; number++)
        {
            var searches = arms.ToDictionary(arm => arm, _ => new CapacitySearch());
            while (!isBounded && searches.Values.Any(search => !search.IsSettled))
            {
                foreach (var arm in Shuffled(searches.Where(pair => !pair.Value.IsSettled).Select(pair => pair.Key)))
                {
                    if (section.Steps.Count >= plan.MostSteps || !mayGoOn())
                    {
                        isBounded = true;
                        break;
                    }

                    var done = await step(arm, number, searches[arm].Rate, cancellationToken).ConfigureAwait(false);
                    section.Steps.Add(done);
                    searches[arm].Note(done.Passed);
                    Conclude(section, arm, number, searches[arm]);
                }
            }
        }

        return !isBounded;
    }

    /// <summary>Whether a rate was served in time.</summary>
    public static bool Passes(int rate, TimeSpan during, long made, long failed, TimeSpan p99) =>
        made > 0
        && made >= CapacityPlan.MadeShare * rate * during.TotalSeconds
        && made - failed >= CapacityPlan.AnsweredShare * made
        && p99 <= CapacityPlan.P99;

    // A search that was never settled has found a rate that is served, but not that more is not: it counts only where no other does.
    private static void Conclude(CapacitySection section, string arm, int number, CapacitySearch search)
    {
        section.Searches.RemoveAll(result => result.Arm == arm && result.Search == number);
        section.Searches.Add(new(arm, number, search.Served, search.Refused, search.IsSettled));
        var found = section.Searches.GroupBy(result => result.Arm).Select(results =>
        {
            var settled = results.Where(result => result.IsSettled).ToArray();
            double[] rates = [.. (settled.Length > 0 ? settled : [.. results]).Select(result => (double)result.Served)];
            return new ArmCapacity(results.Key, rates.Length, Quantiles.Median(rates), rates.Min(), rates.Max(), null);
        }).ToArray();
        var off = found.FirstOrDefault(each => each.Arm == Base)?.Median;
        section.Arms.Clear();
        section.Arms.AddRange(found.OrderBy(each => each.Arm != Base).Select(each => each with { RatioToOff = off > 0 ? each.Median / off : null }));
    }

    private string[] Shuffled(IEnumerable<string> names)
    {
        string[] order = [.. names];
        random.Shuffle(order);
        return order;
    }
}
