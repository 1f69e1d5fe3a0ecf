using FsCheck;
using FsCheck.Fluent;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Processors.TailSampling;

namespace TracingReference.Collector.Tests.TailSampling;

public sealed class SpanStoreTests
{
    /// <summary>What to do next: which of 20 lists, a span's length (0 frees the list), which of 3 origins.</summary>
    private static Arbitrary<(int List, int Length, int Origin)[]> Steps { get; } = (
        from list in Gen.Choose(0, 19)
        from length in Gen.Frequency((2, Gen.Constant(0)), (8, Gen.Choose(1, 2000)), (2, Gen.Choose(100_000, 900_000)), (1, Gen.Constant(SpanStore.ChunkSize + 7)))
        from origin in Gen.Choose(0, 2)
        select (list, length, origin)).ArrayOf().ToArbitrary();

    [Fact]
    public void Lists_keep_their_spans_in_order_and_give_all_memory_back() => Prop.ForAll(Steps, steps =>
    {
        var store = new SpanStore();
        var lists = new SpanList[20];
        var expected = lists.Select(_ => new List<(int Length, byte Content, int Origin)>()).ToArray();
        foreach (var ((list, length, origin), number) in steps.Select((step, number) => (step, number)))
        {
            if (length == 0)
            {
                store.Free(ref lists[list]);
                expected[list].Clear();
            }
            else
            {
                var span = new byte[length];
                span.AsSpan().Fill((byte)number);
                store.Append(ref lists[list], span, Origin(origin));
                expected[list].Add((length, (byte)number, origin));
            }
        }

        for (var list = 0; list < lists.Length; list++)
        {
            var found = new List<(int, byte, int)>();
            var spans = new StoredSpans(store, lists[list].First);
            while (spans.MoveNext())
            {
                Assert.False(spans.Current.ContainsAnyExcept(spans.Current[0]));
                SpanOrigin.Split(spans.Origin, out var resource, out var schemaUrl);
                Assert.Equal("schema"u8, schemaUrl);
                found.Add((spans.Current.Length, spans.Current[0], resource.Length));
            }

            Assert.Equal(expected[list], found);
            store.Free(ref lists[list]);
        }

        Assert.Equal(0, store.BytesInUse);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_origin_is_stored_once_in_a_chunk()
    {
        var store = new SpanStore();
        var list = default(SpanList);
        for (var count = 0; count < 100; count++)
        {
            store.Append(ref list, new byte[8], Origin(2));
        }

        var places = new HashSet<(long, int)>();
        var spans = new StoredSpans(store, list.First);
        while (spans.MoveNext())
        {
            places.Add(spans.OriginPlace);
        }

        Assert.Single(places);
    }

    // Resources of 0, 1 and 2 bytes: the store does not look into them.
    private static SpanOrigin Origin(int length) => new(
        new ResourceGroup(new(OtlpSchema.Resource, new byte[length]), "schema"u8.ToArray()), new ScopeGroup(new(OtlpSchema.Scope, default), default));
}
