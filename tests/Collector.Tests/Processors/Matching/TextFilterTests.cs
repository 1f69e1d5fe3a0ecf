using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Processors.Matching;

namespace TracingReference.Collector.Tests.Processors.Matching;

/// <summary>The filter may let anything pass, but never says of a text with a match that it has none.</summary>
public sealed class TextFilterTests
{
    // Letters with a second lower case outside of ASCII are among them.
    private static readonly string[] Atoms =
        ["a", "b", "K", "s", "é", @"\x{212A}", "[0-9]", "[ab]", "[^a]", "[:=]", "[a-cé]", "[[:alpha:]]", @"\d", @"\s", @"\W", @"\pL", ".", " ", "@", @"\.", @"\b", "^", "$", "(?i)", "(?i:k)", "(?s:.)", @"\Qa.b\E", "abc"];

    private static readonly string[] Repeats = ["", "", "", "?", "*", "+", "+?", "{2}", "{0,2}", "{3,}", "{6,9}"];

    private static readonly string[] Characters = ["a", "A", "b", "c", "k", "K", "\u212A", "s", "S", "\u017F", "é", "0", "1", " ", ".", "@", ":", "=", "\n", "\0", "abc", "0123456"];

    private static Gen<string> Pattern(int depth) =>
        from pieces in (depth == 0 ? Atom() : Gen.OneOf(Atom(), Atom(), Group(depth - 1))).ArrayOf(3)
        select string.Concat(pieces);

    private static Gen<string> Atom() =>
        from atom in Gen.Elements(Atoms)
        from repeat in Gen.Elements(Repeats)
        select atom + (atom is "^" or "$" or @"\b" or "(?i)" or "abc" or @"\Qa.b\E" ? "" : repeat);

    private static Gen<string> Group(int depth) =>
        from choices in Pattern(depth).ArrayOf(2)
        from repeat in Gen.Elements("", "?", "*", "+", "{2}")
        select $"(?:{string.Join('|', choices)}){repeat}";

    private static Gen<string> Text() => from count in Gen.Choose(0, 12) from pieces in Gen.Elements(Characters).ArrayOf(count) select string.Concat(pieces);

    [Fact]
    public void ATextThatItKeepsBackHasNoMatch() => Prop.ForAll(
        (from pattern in Pattern(2) from texts in Text().ArrayOf(20) select (pattern, texts)).ToArbitrary(), given =>
        {
            var regex = Compile(given.pattern);
            var filter = new TextFilter([regex]);
            foreach (var text in given.texts)
            {
                Assert.True(filter.MayMatch(text) || !regex.IsMatch(text), $"{given.pattern} matches in '{text}'");
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void ARunIsFoundWhereverItBegins() => Prop.ForAll(
        (from length in Gen.Choose(6, 20) from text in Gen.Elements('0', '1', '-', 'x').ArrayOf() from times in Gen.Choose(0, 30) select (length, text: new string(text) + new string('1', times) + "x")).ToArbitrary(), given =>
            Assert.Equal(Regex.IsMatch(given.text, $"[0-9-]{{{given.length}}}"), new TextFilter([Compile($"[0-9-]{{{given.length}}}")]).MayMatch(given.text)))
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(@"\b[0-9](?:[ -]?[0-9]){12,18}\b", "order 4111-1111, at 2026-11-21T18:44", "4111 1111 1111 1")]
    [InlineData(@"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}", "ann at example.com", "a@b")]
    [InlineData(@"(?i)\b(?:bearer|basic) +[a-z0-9._~+/=-]+", "basically, the bearer", "Basic x")]
    [InlineData(@"(?i)authorization[""']?\s*[:=]\s*[""']?(?:[a-z0-9-]+ +)?[^\s,""']+", "authorized: x", "AUTHORIZATION")]
    [InlineData(@"(?i)(^|[._-])cookie2?$", "http.request.header.accept", "Set-Cookie")]
    [InlineData("AKIA[0-9A-Z]{16}", "AKI A", "akia")]
    [InlineData("[0-9a-f]{32}", "01a1fdf9d0a37e3ebf0f0fb2532cd52-", "01a1fdf9d0a37e3ebf0f0fb2532cd525")]
    [InlineData("(?:eyJ[A-Za-z0-9_-]*|gh[ps]_[A-Za-z0-9]{36})", "ghost", "GHP_x")]
    public void ItKnowsWhatAMatchOfThesePatternsHas(string pattern, string without, string near)
    {
        var filter = new TextFilter([Compile(pattern)]);
        Assert.False(filter.MayMatch(without));
        Assert.True(filter.MayMatch(near));
        Assert.True(filter.MayMatch("é"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a*")]
    [InlineData("[^a]+")]
    [InlineData("foo|[a-z]")]
    [InlineData(".{3}")]
    public void ItIsBlindWhereNothingIsKnown(string pattern) => Assert.True(new TextFilter([Compile(pattern)]).IsBlind);

    private static Regex Compile(string pattern)
    {
        Assert.True(GoRegex.TryCompile(pattern, out var regex, out var error), $"{pattern}: {error}");
        return regex;
    }
}
