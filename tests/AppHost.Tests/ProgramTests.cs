using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;

namespace TracingReference.AppHostTests;

/// <summary>The programs as they are called by hand: help, wrong arguments, and a machine that is not free for them.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tracing-reference-").FullName;

    public static TheoryData<string> Services => new(
        new IProjectMetadata[]
        {
            new Projects.Gateway(), new Projects.Identity(), new Projects.Catalog(), new Projects.Order(), new Projects.Payment(), new Projects.CardProvider(),
        }.Select(project => Path.GetRelativePath(BuildInfo.RepositoryRoot, project.ProjectPath)));

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_AppHost_explains_itself_and_starts_nothing()
    {
        var run = await ProgramRun.AppHostAsync("--data", Data, "--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(AppHostOptions.Usage, run.Output);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task Wrong_arguments_end_the_AppHost_with_2_and_one_line()
    {
        var run = await ProgramRun.AppHostAsync("--data", Data, "--nonsense");

        Assert.Equal((2, "", "Unknown argument '--nonsense'. See --help."), (run.ExitCode, run.Output, run.Errors));
        Assert.False(Directory.Exists(Data));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Every_service_explains_itself_and_starts_nothing(string project)
    {
        var run = await ProgramRun.ServiceAsync(project, "--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("OTEL_TRACES_SAMPLER", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Now listening on", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Wrong_arguments_end_a_service_with_2_and_one_line(string project)
    {
        var run = await ProgramRun.ServiceAsync(project, "--nonsense");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("Unknown argument '--nonsense'.", Assert.Single(run.Errors.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_one_line_with_port_and_resource_and_nothing_is_started()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        // The offset that moves a fixed port to this one; the largest allowed is 46645.
        var (resource, offset) = port - 8080 <= 46_645 ? ("gateway", port - 8080) : ("aspire-dashboard", port - 18_888);
        var run = await ProgramRun.AppHostAsync("--data", Data, "--port-offset", $"{offset}");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"Port {port}, which '{resource}' needs, is in use.", Assert.Single(run.Errors.Split('\n')), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Data, "logs")));
        Assert.False(File.Exists(Path.Combine(Data, "watchdog")));
    }

    [Fact]
    public async Task A_data_folder_in_use_is_one_line()
    {
        using var other = DataFolder.Open(Data);

        var run = await ProgramRun.AppHostAsync("--data", Data, "--port-offset", "46645");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"The data folder {Data} is in use by another AppHost.", Assert.Single(run.Errors.Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AppHost/AppHost.csproj")]
    [InlineData("TracingReference.sln")]
    public async Task A_source_of_packages_that_does_not_exist_is_an_error_and_said_once(string project)
    {
        var run = await ProgramRun.DotnetAsync("build", Path.Combine(BuildInfo.RepositoryRoot, project), "-p:TracingPackages=nonsense", "-nodeReuse:false");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "TracingPackages is 'nonsense'; it must be 'embedded' (stand-ins, the default) or 'public' (the real packages).",
            Assert.Single(run.Output.Split('\n').Distinct(), line => line.Contains(" error ", StringComparison.Ordinal)), // and once in the summary
            StringComparison.Ordinal);
    }
}
