using TracingReference.Collector.Configuration;
using TracingReference.Collector.Receivers.Otlp;
using TracingReference.Collector.Telemetry;
using TracingReference.Collector.Tests.Exporters;

namespace TracingReference.Collector.Tests.Configs;

/// <summary>How sources become one configuration, where no recorded case shows it.</summary>
public sealed class ConfigSourceTests
{
    [Fact]
    public void PathsAtTheTopOfAnySourceAreUnfolded()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "a::b: {c: 1, d::e: 2}\na:\n  f: 3\n");
        var root = ConfigSource.Load([file, "yaml:a::b::c: 4", "env:MORE"], ["a.b.g=[5, 6]"], _ => "a::h: 7");
        var a = root.Members["a"];
        Assert.Equal(["b", "f", "h"], a.Members.Keys.Order());
        Assert.Equal(["c", "d::e", "g"], a.Members["b"].Members.Keys.Order());
        Assert.Equal(("4", 2, "7"), (a.Members["b"].Members["c"].Text, a.Members["b"].Members["g"].Items.Count, a.Members["h"].Text));
        File.Delete(file);
    }

    [Fact]
    public void AnErrorInASetNamesThePathAndNotTheValue()
    {
        var error = Assert.Throws<ConfigException>(() => ConfigSource.Load(["yaml:a: 1"], ["exporters.otlp.headers.token=s3cret: [x"], _ => null));
        Assert.Contains("--set=exporters.otlp.headers.token", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.Message, StringComparison.Ordinal);

        // As upstream, where it is the end of a YAML line: x: y is no value there.
        Assert.Throws<ConfigException>(() => ConfigSource.Load(["yaml:a: 1"], ["a.b=x: y"], _ => null));
    }

    [Fact]
    public void WhatIsLaidOverOneAliasLeavesTheOthers()
    {
        var root = ConfigSource.Load(["yaml:{base: &base {x: {y: '$$${env:V}'}}, one: *base, two: {<<: *base}, list: [*base]}"], ["one.x.y=changed", "two.x.z=added"], _ => "v");
        Assert.Equal("changed", root.Members["one"].Members["x"].Members["y"].Text);
        Assert.Equal(["y", "z"], root.Members["two"].Members["x"].Members.Keys);
        foreach (var place in new[] { root.Members["base"], root.Members["two"], root.Members["list"].Items[0] })
        {
            Assert.Equal("$v", place.Members["x"].Members["y"].Text);
        }

        Assert.Equal(["y"], root.Members["base"].Members["x"].Members.Keys);
    }

    [Fact]
    public void AliasesOfAliasesAreBounded()
    {
        var yaml = string.Concat(Enumerable.Range(1, 20).Select(level => $"a{level}: &a{level} [{(level == 1 ? "x, x" : $"*a{level - 1}, *a{level - 1}")}]\n"));
        Assert.Contains("more than 100000 values", Assert.Throws<ConfigException>(() => YamlDocument.Read(yaml, "test")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LevelsAreWordsInAnyCase()
    {
        var findings = new ConfigFindings();
        Assert.Equal(MetricsLevel.Detailed, TelemetrySettings.Read(new(YamlDocument.Read("{metrics: {level: Detailed}}", "test"), "", findings)).MetricsLevel);
        TestContext.Read(new Collector.Exporters.Debug.DebugExporterFactory(), "{verbosity: NORMAL}");
        Assert.Empty(findings.Errors);
    }

    [Theory]
    [InlineData("{protocols: {grpc: {max_recv_msg_size_mib: 4096}}}", "")]
    [InlineData("{protocols: {http: {max_request_body_size: 9000000000}}}", "")]
    [InlineData("{protocols: {grpc: {tls: {cert_file: a, key_file: b, min_version: '1.3'}}}}", "")]
    [InlineData("{protocols: {grpc: {tls: {cert_file: a}}}}", "must name a cert_file and a key_file")]
    [InlineData("{protocols: {grpc: {tls: {cert_file: a, key_file: b, min_version: '2'}}}}", "unsupported TLS version")]
    [InlineData("{protocols: {grpc: {tls: {cert_file: a, key_file: b, cipher_suites: [TLS_AES_128_GCM_SHA256]}}}}", "the system's own choice holds")]
    [InlineData("{protocols: {grpc: {tls: {cert_pem: a, key_pem: b}}}}", "name a file instead")]
    public void ServersOfTheOtlpReceiver(string settings, string message)
    {
        var error = Record.Exception(() => Assert.True(((OtlpReceiverSettings)TestContext.Read(new OtlpReceiverFactory(), settings)) is { } read
            && (read.Grpc?.MaxBytes ?? 1) > 0 && (read.Http?.MaxBytes ?? 1) > 0));
        Assert.Equal(message.Length > 0, error is ConfigException);
        Assert.Contains(message, error?.Message ?? "", StringComparison.Ordinal);
    }
}
