using System.Text.Json.Nodes;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Tests.Processors;

namespace TracingReference.Collector.Tests.Configs;

/// <summary>What `validate` says of the recorded configurations, and that every error shows the path and the line of what is wrong.</summary>
public sealed class GoldenVerdictTests
{
    private static readonly IReadOnlyList<JsonNode> Cases = [.. Golden.Document("config", "validate.json").AsArray().Select(row => row!)];

    /// <summary>For each refused case the places of its errors, as read off its YAML: path, then line. Flags and missing files have no line.</summary>
    private static readonly Dictionary<string, string[]> Places = new()
    {
        ["only comment"] = ["@1"],
        ["a list"] = ["@1"],
        ["tab indentation"] = ["@2"],
        ["no exporters"] = ["exporters@1"],
        ["no pipelines"] = ["service::pipelines@8"],
        ["pipeline without receivers"] = ["service::pipelines::traces@13"],
        ["pipeline empty receivers"] = ["service::pipelines::traces@14"],
        ["undefined exporter"] = ["service::pipelines::traces@15"],
        ["undefined extension"] = ["service::extensions@9"],
        ["unknown receiver type"] = ["receivers::nonsense@6"],
        ["unknown top key"] = ["nonsense@16"],
        ["unknown receiver key"] = ["receivers::otlp::protocols::http::nonsense@6"],
        ["unknown signal"] = ["service::pipelines::nonsense@13"],
        ["pipeline named"] = ["service::pipelines::traces/a b@13"],
        ["no protocols"] = ["receivers::otlp@2"],
        ["unknown protocol"] = ["receivers::otlp::protocols::thrift@4", "receivers::otlp@2"],
        ["endpoint number"] = ["receivers::otlp::protocols::http::endpoint@5"],
        ["duplicate key"] = ["exporters@16"],
        ["batch max below size"] = ["processors::batch::send_batch_max_size@7"],
        ["batch timeout negative"] = ["processors::batch::timeout@7"],
        ["batch metadata keys"] = ["processors::batch::metadata_keys@7"],
        ["memory_limiter percent over"] = ["processors::memory_limiter::limit_percentage@7"],
        ["memory_limiter no interval"] = ["processors::memory_limiter::check_interval@7"],
        ["tail_sampling num_traces negative"] = ["processors::tail_sampling::num_traces@7"],
        ["otlp exporter no endpoint"] = ["exporters::otlp@7"],
        ["otlp_http no endpoint"] = ["exporters::otlp_http@7"],
        ["otlp_http bad encoding"] = ["exporters::otlp_http::encoding@7"],
        ["queue consumers 0"] = ["exporters::otlp::sending_queue::num_consumers@7"],
        ["queue sizer unknown"] = ["exporters::otlp::sending_queue::sizer@7"],
        ["retry randomization 2"] = ["exporters::otlp::retry_on_failure::randomization_factor@7"],
        ["timeout negative"] = ["exporters::otlp::timeout@7"],
        ["file exporter no path"] = ["exporters::file@7"],
        ["prometheus in traces"] = ["service::pipelines::traces@15"],
        ["connector only as exporter"] = ["service::pipelines::traces@17"],
        ["connector wrong signal"] = ["service::pipelines::traces@17", "service::pipelines::logs@19"],
        ["connector cycle"] = ["service::pipelines::traces@16"],
        ["connector and exporter same name"] = ["exporters::forward@8"],
        ["unknown provider"] = ["receivers::otlp::protocols::http::endpoint@5"],
        ["set without value"] = ["@--set=exporters.debug.verbosity"],
        ["missing file"] = ["@nope.yaml"],
        ["telemetry bad level"] = ["service::telemetry::metrics::level@11"],
        ["telemetry bad log level"] = ["service::telemetry::logs::level@10"],
        ["string for number"] = ["processors::batch::send_batch_size@7"],
        ["merge key"] = ["x@6"],
        ["upper case key"] = ["Exporters@6"],
    };

    /// <summary>For each accepted case that cannot work, or not as it was meant, the places of what `validate` warns of.</summary>
    private static readonly Dictionary<string, string[]> Warned = new()
    {
        ["unused exporter"] = ["exporters::debug/2@8"],
        ["unused extension"] = ["extensions::health_check@7"],
        ["bad port"] = ["receivers::otlp::protocols::http::endpoint@5"],
        ["tail_sampling unknown policy (found at start only)"] = ["processors::tail_sampling::policies[0]@7"],
        ["second file replaces list"] = ["exporters::debug@7"],
        ["env undefined"] = ["receivers::otlp::protocols::http::endpoint@5"],
        ["env unclosed"] = ["receivers::otlp::protocols::http::endpoint@5"],
    };

    public static TheoryData<string> Accepted => Golden.Names(Cases.Where(row => (int)row["exit"]! == 0));

    public static TheoryData<string> Refused => Golden.Names(Cases.Where(row => (int)row["exit"]! != 0));

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Accepts(string name)
    {
        var findings = Validate(Golden.Case(Cases, name));
        Assert.Empty(findings.Errors);
        Assert.Equal(Warned.GetValueOrDefault(name) ?? [], findings.Warnings.Concat(findings.StartErrors).Select(Place));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refuses(string name)
    {
        var errors = Validate(Golden.Case(Cases, name)).Errors;
        Assert.Equal(Places[name], errors.Select(Place));
        Assert.All(errors, error => Assert.True(error.Message.Length > 0));
    }

    [Fact]
    public void NoPlaceIsOfACaseThatThereIsNot()
    {
        Assert.Equal(Cases.Where(row => (int)row["exit"]! != 0).Select(row => row["case"]!.ToString()).Order(), Places.Keys.Order());
        Assert.Empty(Warned.Keys.Except(Cases.Where(row => (int)row["exit"]! == 0).Select(row => row["case"]!.ToString())));
    }

    [Theory]
    [InlineData("env:NOT_THERE", true)]
    [InlineData("NOT_THERE", true)]
    [InlineData("env:NOT_THERE:-", false)]
    [InlineData("env:NOT_THERE:-${env:THERE}", false)]
    [InlineData("env:EMPTY", false)]
    [InlineData("env:THERE:-${env:NOT_THERE}", true)]
    public void AVariableThatIsNotSetIsToldOf(string uri, bool isTold)
    {
        var findings = new ConfigFindings();
        ConfigSource.Load([$"yaml:{{exporters: {{otlp: {{headers: {{a: '${{{uri}}}'}}}}}}}}"], [], name => name switch { "THERE" => "1", "EMPTY" => "", _ => null }, findings);
        Assert.Equal(isTold ? ["exporters::otlp::headers::a@1"] : [], findings.Warnings.Select(Place));
        Assert.All(findings.Warnings, warning => Assert.Contains("NOT_THERE", warning.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void AHundredVariablesInOneFileAreNoCircle() => Assert.Equal(
        Enumerable.Range(0, 300).Select(value => $"{value}"),
        ConfigSource.Load([$"yaml:{{list: [{string.Join(", ", Enumerable.Range(0, 300).Select(at => $"'${{env:V{at}}}'"))}]}}"], [], name => name[1..])
            .Members["list"].Items.Select(item => item.Text));

    private static string Place(ConfigError error) => error.Position.Line > 0 ? $"{error.Path}@{error.Position.Line}" : $"{error.Path}@{error.Position.Source}";

    // As Program does for the command validate.
    private static ConfigFindings Validate(JsonNode row)
    {
        var findings = new ConfigFindings();
        var folder = Directory.CreateTempSubdirectory("validate");
        try
        {
            var more = row["more_files"]?.AsArray().Select(file => file!.ToString()) ?? [];
            var files = more.Prepend(row["yaml"]!.ToString()).Select((yaml, index) => Write(Path.Combine(folder.FullName, $"{index}.yaml"), yaml)).ToList();
            var arguments = row["args"]?.AsArray().Select(argument => argument!.ToString()) ?? [];
            var command = CommandLine.Parse(["validate", .. files.Select(file => $"--config={file}"), .. arguments]);
            new ConfigLoader(Components.Configurable).Load(
                ConfigSource.Load(command.Configs, command.Sets, name => row["env"]?[name]?.ToString(), findings), findings);
        }
        catch (ConfigException error)
        {
            error.Errors.ToList().ForEach(found => findings.Error(found.Position, found.Path, found.Message));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return findings;
    }

    private static string Write(string path, string text)
    {
        File.WriteAllText(path, text);
        return path;
    }
}
