using System.Buffers.Binary;
using System.Text;
using TracingReference.Collector.Exporters.File;
using TracingReference.Collector.Exporters.Sending;
using TracingReference.Collector.Extensions.FileStorage;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Tests.TailSampling;
using TracingReference.Tests.Support;

namespace TracingReference.Collector.Tests.Exporters;

/// <summary>The file exporter: whole requests, nothing lost at a stop, files put aside when they are full.</summary>
public sealed class FileExporterTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("file").FullName;
    private readonly TestContext _context = new(new ManualTime());

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Signals_share_a_file_and_a_stop_writes_everything()
    {
        var factory = new FileExporterFactory();
        var settings = TestContext.Read(factory, $$"""{path: "{{_directory}}/out.json", flush_interval: 1h}""");
        var (traces, logs) = (factory.Create(settings, _context.For("file")), factory.Create(settings, _context.For("file", Signal.Logs)));
        await traces.StartAsync(default);
        await logs.StartAsync(default);
        await traces.ConsumeAsync(TestContext.Span("a"), default);
        await traces.StopAsync(default);
        await logs.ConsumeAsync(TestContext.Batch(Signal.Logs, """{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"severityText":"b"}]}]}]}"""), default);
        await logs.StopAsync(default);
        var lines = await File.ReadAllLinesAsync($"{_directory}/out.json");
        Assert.Equal(2, lines.Length);
        Assert.Contains("\"name\":\"a\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"severityText\":\"b\"", lines[1], StringComparison.Ordinal);
        Assert.Equal(1, _context.Metric("exporter_sent_log_records", "exporter=\"file\""));
    }

    [Fact]
    public async Task Protobuf_is_framed_by_its_length()
    {
        var exporter = _context.Exporter(new FileExporterFactory(), $$"""{path: "{{_directory}}/out.bin", format: proto}""");
        await exporter.StartAsync(default);
        await exporter.ConsumeAsync(TestContext.Span("a"), default);
        await exporter.StopAsync(default);
        var bytes = await File.ReadAllBytesAsync($"{_directory}/out.bin");
        Assert.Equal(bytes.Length - 4, BinaryPrimitives.ReadInt32BigEndian(bytes));
        Assert.Equal(["a"], TestContext.SpanNames(Batch.Read(Signal.Traces, Payload.Copy(bytes.AsSpan(4)))));
    }

    [Fact]
    public void A_full_file_is_put_aside_and_only_so_many_are_kept()
    {
        var sink = new FileSink(new($"{_directory}/out.json", false, false, TimeSpan.FromHours(1), null, new(10, 0, 2, false)));
        sink.Open(new ManualTime());
        for (var count = 0; count < 5; count++)
        {
            sink.Write(Encoding.UTF8.GetBytes($"line {count}\n"));
        }

        sink.Close();
        var files = Directory.GetFiles(_directory).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(3, files.Count);
        Assert.StartsWith("line 4", File.ReadAllText($"{_directory}/out.json"), StringComparison.Ordinal);
        Assert.Equal(["line 2", "line 3"], files.Where(file => !file.EndsWith("out.json", StringComparison.Ordinal)).Select(file => File.ReadAllText(file)[..6]));
    }

    [Fact]
    public async Task Only_its_owner_reads_telemetry()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var exporter = _context.Exporter(new FileExporterFactory(), $$"""{path: "{{_directory}}/a/b/out.json", create_directory: true, directory_permissions: "0700"}""");
        await exporter.StartAsync(default);
        await exporter.StopAsync(default);
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Owner, File.GetUnixFileMode($"{_directory}/a/b/out.json"));
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode($"{_directory}/a"));

        var storage = _context.Extension(new FileStorageExtensionFactory(), $$"""{directory: "{{_directory}}/storage"}""");
        await storage.StartAsync(default);
        ((IStorage)storage).Open(new("otlp", ""), Signal.Traces).Write("1-1", [1]);
        await storage.StopAsync(default);
        Assert.Equal(Owner | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute, File.GetUnixFileMode($"{_directory}/storage/otlp.traces"));
        Assert.All(Directory.GetFiles($"{_directory}/storage", "*", SearchOption.AllDirectories), file => Assert.Equal(Owner, File.GetUnixFileMode(file)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{path: x, directory_permissions: \"0700\"}")]
    [InlineData("{path: x, create_directory: true, directory_permissions: \"0788\"}")]
    [InlineData("{path: x, create_directory: true, directory_permissions: \"01777\"}")]
    [InlineData("{path: x, append: true, rotation: {}}")]
    [InlineData("{path: x, format: xml}")]
    [InlineData("{path: x, compression: lz4}")]
    [InlineData("{path: x, flush_interval: -1s}")]
    public void Wrong_settings_are_refused(string settings) =>
        Assert.Throws<Configuration.ConfigException>(() => TestContext.Read(new FileExporterFactory(), settings));
}
