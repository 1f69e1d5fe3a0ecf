using Microsoft.Extensions.Logging;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Exporters.Debug;
using TracingReference.Collector.Otlp;
using TracingReference.Tests.Support;

namespace TracingReference.Collector.Tests.Exporters;

public sealed class DebugExporterTests
{
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData("", 10)]
    [InlineData("sampling_initial: 3, sampling_thereafter: 4", 4)] // of ten: 1 to 3, and 7
    [InlineData("sampling_initial: 3, sampling_thereafter: 0", 3)]
    public async Task OfEachSecondTheFirstBatchesAreToldAndSomeOfTheOthers(string settings, int told)
    {
        var lines = new Lines();
        var exporter = new DebugExporterFactory().Create(
            TestContext.Read(new DebugExporterFactory(), $"{{{settings}}}"), new TestContext(_time).For("debug") with { Loggers = lines });
        for (var second = 1; second <= 2; second++)
        {
            for (var batch = 0; batch < 10; batch++)
            {
                await exporter.ConsumeAsync(TestContext.Span("a"), default);
            }

            Assert.Equal(told * second, lines.Said.Count);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Theory]
    [InlineData("basic", "traces: 1 resources, 1 items")]
    [InlineData("normal", "traces: 1 resources, 1 items", "a 00000000000000000000000000000001 0000000000000001 ")]
    [InlineData("detailed", "traces: 1 resources, 1 items",
        """{"resourceSpans":[{"resource":{},"scopeSpans":[{"scope":{},"spans":[{"traceId":"00000000000000000000000000000001","spanId":"0000000000000001","name":"a"}]}]}]}""")]
    public async Task TellsAsMuchAsItIsAskedFor(string verbosity, params string[] expected)
    {
        var lines = new Lines();
        var exporter = new DebugExporterFactory().Create(
            TestContext.Read(new DebugExporterFactory(), $"{{verbosity: {verbosity}}}"), new TestContext(_time).For("debug") with { Loggers = lines });
        await exporter.ConsumeAsync(TestContext.Span("a"), default);
        Assert.Equal(expected, lines.Said);
    }

    private sealed class Lines : ILoggerFactory, ILogger
    {
        public List<string> Said { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
