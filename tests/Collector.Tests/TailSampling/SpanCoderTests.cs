using FsCheck;
using FsCheck.Fluent;
using TracingReference.Collector.Processors.TailSampling;

namespace TracingReference.Collector.Tests.TailSampling;

public sealed class SpanCoderTests
{
    /// <summary>Bytes with much in common: pieces of a few kinds, and noise.</summary>
    private static Gen<byte[]> Bytes { get; } =
        (from kind in Gen.Choose(0, 5) from length in Gen.Choose(0, 700) from noise in Gen.Choose(0, 255)
         select Enumerable.Range(0, length).Select(index => kind switch
         {
             0 => (byte)noise,
             1 => (byte)(index * noise),
             _ => (byte)((index * kind * 37) ^ (index >> 5)),
         }).ToArray()).ArrayOf().Select(pieces => pieces.SelectMany(piece => piece).ToArray());

    [Fact]
    public void What_was_written_is_read_whatever_the_sample() => Prop.ForAll((from sample in Bytes from span in Bytes select (sample, span)).ToArbitrary(), given =>
    {
        var sample = given.sample.AsSpan(0, Math.Min(given.sample.Length, SpanChunk.SampleSize));
        var coder = new SpanCoder();
        coder.Learn(sample, 0);
        var code = new byte[SpanCoder.MostFor(given.span.Length)];
        var length = coder.Encode(given.span, sample, code);
        var read = new byte[given.span.Length];
        SpanCoder.Decode(code.AsSpan(0, length), sample, read);
        Assert.Equal(given.span, read);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(19)]
    [InlineData(300)]
    [InlineData(30_000)]
    public void A_span_that_is_in_the_sample_becomes_a_few_bytes(int length)
    {
        var span = new byte[length];
        new Random(3).NextBytes(span);
        var coder = new SpanCoder();
        coder.Learn(span, 0);
        Assert.InRange(coder.Encode(span, span, new byte[SpanCoder.MostFor(length)]), 1, 8 + (length / 255));
    }

    [Fact]
    public void A_span_unlike_all_others_hardly_grows()
    {
        var span = new byte[5000];
        new Random(7).NextBytes(span);
        Assert.InRange(new SpanCoder().Encode(span, default, new byte[SpanCoder.MostFor(span.Length)]), span.Length, SpanCoder.MostFor(span.Length));
    }
}
