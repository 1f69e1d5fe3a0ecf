using System.Text;
using TracingReference.Collector.Connectors.SpanMetrics;

namespace TracingReference.Collector.Tests.Connectors;

/// <summary>Patterns as upstream's library reads them.</summary>
public sealed class GlobTests
{
    [Theory]
    [InlineData("http.*", "http.route", true)]
    [InlineData("http.*", "http.request.method", false)]
    [InlineData("http.*", "http.", true)]
    [InlineData("http.*", "xhttp.route", false)]
    [InlineData("http.**", "http.request.method", true)]
    [InlineData("**.id", "a.b.id", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "a.c", false)]
    [InlineData("a[b-d]e", "ace", true)]
    [InlineData("a[!b-d]e", "ace", false)]
    [InlineData("a[!b]e", "a.e", true)]
    [InlineData("a[]e", "a]e", null)]
    [InlineData("a[^x]", "a^", true)]
    [InlineData(@"a[\]]", "a]", true)]
    [InlineData("{http,db}.*", "db.name", true)]
    [InlineData("{http,db}.*", "rpc.name", false)]
    [InlineData("{a,b{c,d}}", "bd", true)]
    [InlineData("{a,}x", "x", true)]
    [InlineData("{a,b", "b", true)]
    [InlineData("a,b}", "a,b}", true)]
    [InlineData(@"a\*", "a*", true)]
    [InlineData(@"a\*", "ab", false)]
    [InlineData("a.b", "aXb", false)]
    [InlineData("a", "a\n", false)]
    [InlineData("**", "a\nb", true)]
    [InlineData("[b-a]", "b", null)]
    [InlineData("[a-bc]", "b", null)]
    [InlineData("[a", "a", null)]
    public void Matches(string pattern, string name, bool? expected)
    {
        if (expected is null)
        {
            Assert.Throws<FormatException>(() => new Glob(pattern));
            return;
        }

        var glob = new Glob(pattern);
        Assert.Equal(expected, glob.IsMatch(name));
        Assert.Equal(expected, glob.IsMatch(Encoding.UTF8.GetBytes(name)));
        Assert.Equal(expected, glob.IsMatch(Encoding.UTF8.GetBytes(name)));
    }
}
