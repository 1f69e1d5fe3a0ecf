using TracingReference.Messages.Consuming;

namespace TracingReference.Messages.Tests;

public sealed class PartitionProgressTests
{
    [Fact]
    public void An_offset_is_stored_only_when_all_before_it_is_done()
    {
        var progress = new PartitionProgress();
        var (first, second, third) = (progress.Begin(7), progress.Begin(8), progress.Begin(11));
        Assert.Null(progress.Complete(second));
        Assert.Equal(9, progress.Complete(first));
        Assert.Equal(12, progress.Complete(third));
    }

    [Fact]
    public void In_any_order_of_completion_the_stored_offset_never_passes_what_is_pending()
    {
        var random = new Random(42);
        for (var round = 0; round < 100; round++)
        {
            var progress = new PartitionProgress();
            var pending = Enumerable.Range(0, 50).Select(offset => progress.Begin(offset)).ToList();
            long? last = null;
            while (pending.Count > 0)
            {
                var chosen = pending[random.Next(pending.Count)];
                pending.Remove(chosen);
                last = progress.Complete(chosen) ?? last;
                var oldest = pending.Count > 0 ? pending.Min(delivery => delivery.Offset) : 50;
                Assert.Equal(oldest, last ?? 0);
            }
        }
    }
}
