using TracingReference.LoadTest.Shop;

namespace TracingReference.LoadTest.Tests.Shop;

public sealed class TraceResponseTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Span = "b7ad6b7169203331";

    [Theory]
    [InlineData("00", false)]
    [InlineData("01", true)]
    [InlineData("03", true)]
    [InlineData("02", false)]
    public void The_flag_says_whether_it_was_sampled(string flags, bool sampled) =>
        Assert.Equal(new TraceResponse(Trace, Span, sampled), TraceResponse.Parse($"00-{Trace}-{Span}-{flags}"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData($"01-{Trace}-{Span}-01")]
    [InlineData($"00-{Trace}-{Span}-zz")]
    [InlineData($"00-{Trace}-{Span}")]
    [InlineData($"00-{Trace}-{Span}-01-x")]
    [InlineData($"00-abc-{Span}-01")]
    public void What_is_no_such_header_names_no_trace(string? header) => Assert.Null(TraceResponse.Parse(header));
}
