using TracingReference.Collector.Configuration;

namespace TracingReference.Collector.Tests.Processors;

/// <summary>What Go and .NET read differently.</summary>
public sealed class GoRegexTests
{
    [Theory]
    [InlineData("^a$", "a\n", false)]
    [InlineData("(?m)^a$", "a\n", true)]
    [InlineData("(?m:^a)$", "b\na", true)]
    [InlineData("(?m:^a)$", "a\nb", false)]
    [InlineData(@"^\d$", "٣", false)]
    [InlineData(@"^\w$", "é", false)]
    [InlineData(@"^[^\w]$", "é", true)]
    [InlineData(@"^[\D]$", "é", true)]
    [InlineData(@"^[\D]$", "5", false)]
    [InlineData(@"^[[:^digit:]x]$", "5", false)]
    [InlineData(@"^[[:alpha:]_]+$", "ab_c", true)]
    [InlineData(@"^[]a]+$", "]a", true)]
    [InlineData(@"^[a[b]+$", "a[b", true)]
    [InlineData(@"^\Qa.b\E$", "axb", false)]
    [InlineData(@"^\Qa.b\E$", "a.b", true)]
    [InlineData(@"^\x41\x{42}\103$", "ABC", true)]
    [InlineData("^a{,2}$", "a{,2}", true)]
    [InlineData("^a{2}$", "aa", true)]
    [InlineData(@"^\pL\p{Lu}\P{L}\p{^L}$", "aB12", true)]
    [InlineData("(?i)^ABC(?-i)d$", "abcd", true)]
    [InlineData("(?i)^ABC(?-i)d$", "abcD", false)]
    [InlineData("^(?P<a>x)(?<b>y)$", "xy", true)]
    [InlineData(@"^\s$", "\v", false)]
    public void Matches(string pattern, string text, bool isMatch)
    {
        Assert.True(GoRegex.TryCompile(pattern, out var regex, out var error), error);
        Assert.Equal(isMatch, regex.IsMatch(text));
    }

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("[a")]
    [InlineData("a(?=b)")]
    [InlineData("a(?!b)")]
    [InlineData("(?<=a)b")]
    [InlineData("(?<!a)b")]
    [InlineData("(?>a)")]
    [InlineData(@"(a)\1")]
    [InlineData(@"(?P<a>x)\k<a>")]
    [InlineData("(?P<1a>x)")]
    [InlineData("(?#comment)")]
    [InlineData("(?x)a b")]
    [InlineData("a{1001}")]
    [InlineData("a{2,1}")]
    [InlineData("a**")]
    [InlineData(@"\Z")]
    [InlineData(@"\G")]
    [InlineData(@"\")]
    [InlineData("[[:nonsense:]]")]
    [InlineData("*a")]
    public void RefusesWhatGoRefuses(string pattern)
    {
        Assert.False(GoRegex.TryCompile(pattern, out _, out var error));
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData(".*", "abc", "*")]
    [InlineData(".*", "", "*")]
    [InlineData(".*", "a\nb", "*\n*")]
    [InlineData("b*", "abc", "*a*c*")]
    [InlineData("x", "abc", "abc")]
    public void ReplacesAsGo(string pattern, string text, string replaced)
    {
        Assert.True(GoRegex.TryCompile(pattern, out var regex, out _));
        Assert.Equal(replaced, GoRegex.ReplaceAll(regex, text, _ => "*"));
    }
}
