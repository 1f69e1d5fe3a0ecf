using System.Diagnostics;
using System.Runtime.Versioning;
using YamlDotNet.RepresentationModel;

namespace TracingReference.LoadTest.Tests.Commands;

/// <summary>The step of overhead.yml that tells a pull request, run as it is with a gh that writes down what it is asked.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CommentTests : IDisposable
{
    private const string Repository = "repos/owner/name";
    private const string List = $"api --paginate {Repository}/issues/7/comments?per_page=100 --jq ";

    private const string Gh = """
        #!/bin/bash
        echo "$*" >> calls
        [ "$2" != --paginate ] || { cat comments; exit "$(cat code)"; }
        cp body.md sent
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("comment-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("", $"--method POST {Repository}/issues/7/comments")]
    [InlineData("17\n", $"--method PATCH {Repository}/issues/comments/17")]
    [InlineData("17\n18\n", $"--method PATCH {Repository}/issues/comments/17")]
    public async Task A_report_is_added_once_and_then_edited(string own, string expected)
    {
        var (code, calls) = await RunAsync(own, report: "# Overhead\nBudgets are kept.\n");

        Assert.Equal(0, code);
        Assert.Equal(2, calls.Length);
        Assert.StartsWith(List, calls[0], StringComparison.Ordinal);
        Assert.Contains("""startswith("<!-- the report of overhead -->")""", calls[0], StringComparison.Ordinal);
        Assert.Contains("""login == "github-actions[bot]" """, calls[0], StringComparison.Ordinal);
        Assert.Equal($"api --silent {expected} --field body=@body.md", calls[1]);
        Assert.Equal("<!-- the report of overhead -->\n# Overhead\nBudgets are kept.\n", File.ReadAllText(Path("sent")));
    }

    [Fact]
    public async Task Without_a_report_nothing_is_said()
    {
        var (code, calls) = await RunAsync("", report: null);

        Assert.Equal((0, 0), (code, calls.Length));
    }

    [Fact]
    public async Task Comments_that_cannot_be_read_are_an_error_and_no_second_comment()
    {
        var (code, calls) = await RunAsync("", report: "# Overhead\n", listing: 1);

        Assert.NotEqual(0, code);
        Assert.Single(calls);
    }

    private async Task<(int Code, string[] Calls)> RunAsync(string own, string? report, int listing = 0)
    {
        var script = ((YamlSequenceNode)WorkflowTests.Read("overhead.yml")["jobs"]["comment"]["steps"]).Single(step => step["name"].ToString() == "Tell the pull request")["run"].ToString();
        File.WriteAllText(Path("gh"), Gh);
        File.SetUnixFileMode(Path("gh"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.WriteAllText(Path("comments"), own);
        File.WriteAllText(Path("code"), $"{listing}");
        File.WriteAllText(Path("step.sh"), script);
        if (report is not null)
        {
            folder.CreateSubdirectory("results");
            File.WriteAllText(Path("results/report.md"), report);
        }

        // As the runner starts a step that names no shell.
        using var step = Process.Start(new ProcessStartInfo("bash", ["-e", "step.sh"])
        {
            WorkingDirectory = folder.FullName,
            Environment =
            {
                ["PATH"] = $"{folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}",
                ["GITHUB_REPOSITORY"] = "owner/name",
                ["COMMAND"] = "overhead",
                ["NUMBER"] = "7",
            },
        })!;
        await step.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return (step.ExitCode, File.Exists(Path("calls")) ? File.ReadAllLines(Path("calls")) : []);
    }

    private string Path(string name) => System.IO.Path.Combine(folder.FullName, name);
}
