using TracingReference.AppHost.Backends;

namespace TracingReference.AppHostTests;

/// <summary>What the command line may say, and what it may not.</summary>
public sealed class AppHostOptionsTests
{
    [Fact]
    public void Without_arguments_it_is_the_documented_default()
    {
        var options = AppHostOptions.Parse([])!;

        Assert.Equal(
            (0, Path.Combine(BuildInfo.RepositoryRoot, ".run"), Backend.Embedded, Sampling.Development),
            (options.PortOffset, options.Data, options.Backend, options.Sampling));
        Assert.Empty(options.Settings);
        Assert.Equal(8080, options.Port(8080));
    }

    [Fact]
    public void An_offset_moves_ports_and_data()
    {
        var options = AppHostOptions.Parse(["--port-offset", "12000"])!;

        Assert.Equal(20080, options.Port(8080));
        Assert.Equal(Path.Combine(BuildInfo.RepositoryRoot, ".run-12000"), options.Data);
    }

    [Fact]
    public void A_data_folder_is_relative_to_where_one_is() =>
        Assert.Equal(Path.Combine(Directory.GetCurrentDirectory(), "here"), AppHostOptions.Parse(["--port-offset", "5", "--data", "here"])!.Data);

    [Fact]
    public void The_last_value_of_a_setting_counts_and_may_hold_an_equals_sign() => Assert.Equal(
        [new("OTEL_RESOURCE_ATTRIBUTES", "a=b"), new("Telemetry__ErrorFrom", "")],
        AppHostOptions.Parse(["--set", "OTEL_RESOURCE_ATTRIBUTES=x", "--set", "Telemetry__ErrorFrom=", "--set", "OTEL_RESOURCE_ATTRIBUTES=a=b"])!.Settings);

    [Theory]
    [InlineData("development", nameof(Sampling.Development))]
    [InlineData("staging", nameof(Sampling.Staging))]
    [InlineData("production", nameof(Sampling.Production))]
    [InlineData("adaptive", nameof(Sampling.Adaptive))]
    public void Sampling_is_chosen_by_the_environment_it_is_for(string value, string sampling) =>
        Assert.Equal(sampling, AppHostOptions.Parse(["--sampling", value])!.Sampling.ToString());

    [Fact]
    public void Telemetry_may_end_elsewhere_than_in_the_Dashboard()
    {
        var options = AppHostOptions.Parse(["--export-to", "http://127.0.0.1:4000", "--stop-at-eof"])!;

        Assert.Equal((new Uri("http://127.0.0.1:4000"), true), (options.ExportTo, options.StopAtEof));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("--port-offset", "1", "--help")]
    public void Help_is_asked_for(params string[] args) => Assert.Null(AppHostOptions.Parse(args));

    [Theory]
    [InlineData("Unknown argument 'start'.", "start")]
    [InlineData("Unknown argument '--nonsense'.", "--nonsense")]
    [InlineData("'--port-offset' needs a value.", "--port-offset")]
    [InlineData("'--data' needs a value.", "--data", "")]
    [InlineData("from 0 to 46645, not '-1'", "--port-offset", "-1")]
    [InlineData("from 0 to 46645, not '46646'", "--port-offset", "46646")]
    [InlineData("not '1.5'", "--port-offset", "1.5")]
    [InlineData("must be a URL such as http://127.0.0.1:4317, not 'localhost:4000'", "--export-to", "localhost:4000")]
    [InlineData("must be 'embedded' or 'containers', not 'docker'", "--backends", "docker")]
    [InlineData("must be 'development', 'staging', 'production' or 'adaptive', not '10%'", "--sampling", "10%")]
    [InlineData("not 'OTEL_TRACES_SAMPLER'", "--set", "OTEL_TRACES_SAMPLER")]
    [InlineData("not 'PATH=/bin'", "--set", "PATH=/bin")]
    [InlineData("not 'OTEL_SERVICE_NAME=one'", "--set", "OTEL_SERVICE_NAME=one")]
    public void What_is_wrong_is_named(string message, params string[] args) =>
        Assert.Contains(message, Assert.Throws<UsageException>(() => AppHostOptions.Parse(args)).Message, StringComparison.Ordinal);

    [Fact]
    public void Containers_need_the_real_packages()
    {
        string[] args = ["--backends", "containers"];
        if (BuildInfo.Packages == "public")
        {
            Assert.Equal(Backend.Containers, AppHostOptions.Parse(args)!.Backend);
            Assert.Contains(
                "--sampling adaptive needs this repository's collector",
                Assert.Throws<UsageException>(() => AppHostOptions.Parse(["--sampling", "adaptive", .. args])).Message, StringComparison.Ordinal);
            return;
        }

        Assert.Contains("build with TracingPackages=public", Assert.Throws<UsageException>(() => AppHostOptions.Parse(args)).Message, StringComparison.Ordinal);
    }
}
