using FsCheck;
using FsCheck.Fluent;
using TracingReference.Collector.Processors.TailSampling;

namespace TracingReference.Collector.Tests.TailSampling;

public sealed class DecisionCacheTests
{
    [Fact]
    public void It_holds_the_most_recently_used_ids() => Prop.ForAll(
        (from capacity in Gen.Choose(0, 5) from steps in Gen.Choose(-12, 12).ArrayOf() select (capacity, steps)).ToArbitrary(), given =>
        {
            // Negative numbers ask, the others put.
            var cache = new DecisionCache(given.capacity);
            var model = new List<int>();
            foreach (var step in given.steps)
            {
                var id = Math.Abs(step);
                var isKnown = model.Remove(id);
                if (step < 0)
                {
                    Assert.Equal(isKnown, cache.Contains(new(99, (ulong)id)));
                }
                else
                {
                    cache.Put(new(98, (ulong)id));
                }

                if (isKnown || (step >= 0 && given.capacity > 0))
                {
                    model.Add(id);
                }

                if (model.Count > given.capacity)
                {
                    model.RemoveAt(0);
                }
            }
        }).QuickCheckThrowOnFailure();
}
