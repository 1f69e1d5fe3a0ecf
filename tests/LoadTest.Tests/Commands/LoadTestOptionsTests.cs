using TracingReference.LoadTest.Commands;

namespace TracingReference.LoadTest.Tests.Commands;

/// <summary>What the command line may say, and what it may not.</summary>
public sealed class LoadTestOptionsTests
{
    [Theory]
    [InlineData("overhead")]
    [InlineData("sampling")]
    [InlineData("capacity")]
    [InlineData("soak")]
    [InlineData("compare")]
    [InlineData("scenario")]
    public void Each_command_takes_a_profile_and_a_folder(string command)
    {
        var options = LoadTestOptions.Parse([command, "--profile", "ci", "--out", "results"])!;

        Assert.Equal((command, Profile.Ci, Path.GetFullPath("results")), (options.Command, options.Profile, options.Out));
    }

    [Fact]
    public void Without_arguments_beyond_the_command_it_is_the_documented_default()
    {
        var options = LoadTestOptions.Parse(["overhead"])!;

        Assert.Equal(
            (Profile.Quick, Path.GetFullPath("loadtest-results"), 13_000, 1, "head100", "head100"),
            (options.Profile, options.Out, options.PortOffset, options.Seed, options.A, options.B));
        Assert.Null(options.Scenario);
        Assert.Null(options.Target);
        Assert.Null(options.Plant);
    }

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("overhead", "--help")]
    [InlineData("overhead", "-h", "--nonsense")]
    public void Help_is_asked_for(params string[] args) => Assert.Null(LoadTestOptions.Parse(args));

    [Theory]
    [InlineData("command must be one of overhead, sampling, capacity, soak, compare, scenario, not 'overhaed'", "overhaed")]
    [InlineData("--profile must be one of quick, ci, full, not 'fast'", "overhead", "--profile", "fast")]
    [InlineData("--profile must be one of quick, ci, full, not '1'", "overhead", "--profile", "1")]
    [InlineData("--scenario must be one of browse, order, mixed, login-storm, faults, soak, step, not 'brows'", "scenario", "--scenario", "brows")]
    [InlineData("--plant must be one of burner, lost-errors, torn-traces, ratio, not 'bug'", "sampling", "--plant", "bug")]
    [InlineData("must be a URL such as http://127.0.0.1:8080, not '127.0.0.1:8080'", "soak", "--target", "127.0.0.1:8080")]
    [InlineData("from 0 to 45000, not '45001'", "overhead", "--port-offset", "45001")]
    [InlineData("from 0 to 2147483647, not '-1'", "overhead", "--seed", "-1")]
    [InlineData("'--out' needs a value", "overhead", "--out")]
    [InlineData("'--out' needs a value", "overhead", "--out", "")]
    [InlineData("Unknown argument '--verbose'", "overhead", "--verbose")]
    [InlineData("overhead starts systems of its own and has no use for --target; scenario and soak have.", "overhead", "--target", "http://127.0.0.1:8080")]
    [InlineData("sampling cannot plant burner; overhead and compare can.", "sampling", "--plant", "burner")]
    [InlineData("soak cannot plant ratio; sampling can.", "soak", "--plant", "ratio")]
    public void What_is_wrong_is_told_with_what_is_allowed(string message, params string[] args)
    {
        var error = Assert.Throws<LoadTestException>(() => LoadTestOptions.Parse(args));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("See --help.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_names_every_command_arm_scenario_and_exit_code()
    {
        string[] named =
        [
            "overhead", "sampling", "capacity", "soak", "compare", "scenario", "off", "head10", "head100", "tail",
            .. TracingReference.LoadTest.Scenarios.ShopScenarios.All.Select(scenario => scenario.Name), "Exit codes: 0", "1 a budget", "2 a budget", "3 the run",
        ];

        Assert.All(named, name => Assert.Contains(name, LoadTestOptions.Usage, StringComparison.Ordinal));
    }
}
