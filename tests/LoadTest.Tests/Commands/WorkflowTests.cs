using System.Text.RegularExpressions;
using TracingReference.LoadTest.Commands;
using YamlDotNet.RepresentationModel;

namespace TracingReference.LoadTest.Tests.Commands;

/// <summary>What the workflows call must be there.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string Folder = Path.Combine(BuildInfo.RepositoryRoot, ".github", "workflows");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.yml").Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_run_of_the_harness_is_one_that_it_understands(string file)
    {
        foreach (var command in MatrixCommands(file))
        {
            foreach (var match in HarnessRun().Matches(File.ReadAllText(Path.Combine(Folder, file))).Cast<Match>())
            {
                var args = match.Groups["args"].Value.Replace("${{ matrix.command }}", command, StringComparison.Ordinal).Split(' ');
                Assert.NotNull(LoadTestOptions.Parse(args));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_job_ends_and_may_write_no_more_than_it_says(string file)
    {
        var root = Read(file);

        Assert.True(root.Children.ContainsKey("permissions"), $"{file} takes whatever permissions there are.");
        Assert.All(((YamlMappingNode)root["jobs"]).Children, job => Assert.True(((YamlMappingNode)job.Value).Children.ContainsKey("timeout-minutes"), $"{job.Key} has no end."));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_may_write_runs_nothing_from_the_repository(string file)
    {
        var root = Read(file);

        Assert.DoesNotContain("write", root["permissions"].ToString(), StringComparison.Ordinal);
        Assert.All(((YamlMappingNode)root["jobs"]).Children.Values.Cast<YamlMappingNode>(), job =>
        {
            var actions = ((YamlSequenceNode)job["steps"]).Cast<YamlMappingNode>().Where(step => step.Children.ContainsKey("uses")).Select(step => step["uses"].ToString()).ToArray();
            Assert.All(actions, action => Assert.StartsWith("actions/", action, StringComparison.Ordinal));
            if (job.Children.TryGetValue("permissions", out var permissions) && permissions.ToString().Contains("write", StringComparison.Ordinal))
            {
                Assert.DoesNotContain(actions, action => action.StartsWith("actions/checkout", StringComparison.Ordinal));
                Assert.Contains("head.repo.full_name == github.repository", job["if"].ToString(), StringComparison.Ordinal);
            }
        });
    }

    [Fact]
    public void The_tests_are_those_of_CI()
    {
        var steps = (YamlSequenceNode)Read("tests.yml")["jobs"]["tests"]["steps"];

        Assert.Contains(steps.Children.Cast<YamlMappingNode>(), step => step.Children.TryGetValue("run", out var run) && run.ToString() == ".ci/run");
        Assert.True(File.Exists(Path.Combine(BuildInfo.RepositoryRoot, ".ci", "run")));
    }

    private static IEnumerable<string> MatrixCommands(string file) => Read(file)["jobs"] is YamlMappingNode jobs && jobs.Children.TryGetValue("measure", out var job)
        ? ((YamlSequenceNode)job["strategy"]["matrix"]["command"]).Select(node => node.ToString())
        : [""];

    internal static YamlMappingNode Read(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Path.Combine(Folder, file))));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    [GeneratedRegex(@"--project loadtest [^\n]*?-- (?<args>[^\n|]+?)(?: \|\||\n)")]
    private static partial Regex HarnessRun();
}
