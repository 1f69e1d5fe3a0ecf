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
        from length in Gen.Frequency((20, Gen.Constant(0)), (80, Gen.Choose(1, 2000)), (8, Gen.Choose(20_000, 100_000)), (1, Gen.Constant(SpanStore.ChunkSize + 7)))
        from origin in Gen.Choose(0, 2)
        select (list, length, origin)).ArrayOf().ToArbitrary();

    [Fact]
    public void Lists_keep_their_spans_in_order_and_give_all_memory_back() => Prop.ForAll(Steps, steps =>
    {
        var store = new SpanStore();
        var lists = new SpanList[20];
        var expected = lists.Select(_ => new List<(byte[] Span, int Origin)>()).ToArray();
        foreach (var ((list, length, origin), number) in steps.Select((step, number) => (step, number)))
        {
            if (length == 0)
            {
                store.Free(ref lists[list]);
                expected[list].Clear();
            }
            else
            {
                // Every other span is like those of its length, the others are like nothing.
                var span = new byte[length];
                new Random(number % 2 == 0 ? length : number).NextBytes(span);
                store.Append(ref lists[list], span, Origin(origin));
                expected[list].Add((span, origin));
            }
        }

        for (var list = 0; list < lists.Length; list++)
        {
            var count = 0;
            var spans = new StoredSpans(store, lists[list].First);
            while (spans.MoveNext())
            {
                SpanOrigin.Split(spans.Origin, out var resource, out var schemaUrl);
                Assert.True(spans.Current.SequenceEqual(expected[list][count].Span));
                Assert.True(schemaUrl.SequenceEqual("schema"u8));
                Assert.Equal(expected[list][count++].Origin, resource.Length);
            }

            Assert.Equal(expected[list].Count, count);
            store.Free(ref lists[list]);
        }

        Assert.Equal(0, store.BytesInUse);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void Spans_of_a_kind_take_a_fraction_of_their_length()
    {
        const int Count = 100_000;
        var store = new SpanStore();
        var list = default(SpanList);
        var span = new byte[300];
        new Random(1).NextBytes(span);
        for (var number = 0; number < Count; number++)
        {
            // Ids differ, and one value.
            BitConverter.TryWriteBytes(span.AsSpan(2), (ulong)number * 0x9E3779B97F4A7C15UL);
            BitConverter.TryWriteBytes(span.AsSpan(12), (ulong)number * 0xBF58476D1CE4E5B9UL);
            BitConverter.TryWriteBytes(span.AsSpan(200), number);
            store.Append(ref list, span, Origin(1));
        }

        Assert.InRange(store.BytesInUse, 1, Count * 75);
    }

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
