using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.Display;
using NBomber.Engine;

namespace NBomber.CSharp;

/// <summary>Runs scenarios. Of the command line, of configuration files and of clusters the stand-in knows nothing.</summary>
public static class NBomberRunner
{
    public static NBomberContext RegisterScenarios(params ScenarioProps[] scenarios) => new(scenarios);

    /// <summary>Runs the scenarios to their end.</summary>
    /// <exception cref="InvalidOperationException">They cannot be run as described, or one could not be initialized.</exception>
    public static NodeStats Run(this NBomberContext context) =>
        new TestSession(context, Displays.OfProcess(context.ShowsConsole), TimeProvider.System).RunAsync().GetAwaiter().GetResult();

    /// <inheritdoc cref="Run(NBomberContext)"/>
    /// <exception cref="NotSupportedException">There are arguments.</exception>
    public static NodeStats Run(this NBomberContext context, params string[] args) => args.Length == 0
        ? Run(context)
        : throw new NotSupportedException($"The stand-in for NBomber takes no arguments, and was given '{args[0]}'.");

    public static NBomberContext WithTestSuite(this NBomberContext context, string testSuite) => context with { TestSuite = testSuite };

    public static NBomberContext WithTestName(this NBomberContext context, string testName) => context with { TestName = testName };

    public static NBomberContext WithTargetScenarios(this NBomberContext context, params string[] scenarioNames) =>
        context with { TargetScenarios = scenarioNames };

    public static NBomberContext WithReportFormats(this NBomberContext context, params ReportFormat[] reportFormats) =>
        context with { ReportFormats = reportFormats };

    public static NBomberContext WithReportFolder(this NBomberContext context, string reportFolder) => context with { ReportFolder = reportFolder };

    public static NBomberContext WithReportFileName(this NBomberContext context, string reportFileName) =>
        context with { ReportFileName = reportFileName };

    public static NBomberContext WithReportingInterval(this NBomberContext context, TimeSpan interval) => interval >= TimeSpan.FromSeconds(5)
        ? context with { ReportingInterval = interval }
        : throw new ArgumentOutOfRangeException(nameof(interval), interval, "The reporting interval must be at least 5 s.");

    public static NBomberContext WithoutReports(this NBomberContext context) => context with { ReportFormats = [] };

    public static NBomberContext WithScenarioCompletionTimeout(this NBomberContext context, TimeSpan timeout) =>
        context with { CompletionTimeout = timeout };

    public static NBomberContext DisplayConsoleMetrics(this NBomberContext context, bool display) => context with { ShowsConsole = display };
}
