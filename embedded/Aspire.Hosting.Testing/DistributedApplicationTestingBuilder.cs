using Aspire.Hosting.Testing.Runtime;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Runs an AppHost's own entry point and hands its builder to a test. The Dashboard is off, ports that the AppHost
/// fixes are chosen at start, and telemetry goes to <c>http://localhost:4317</c>, unless the AppHost or the test says otherwise.</summary>
public static class DistributedApplicationTestingBuilder
{
    /// <typeparam name="TEntryPoint">A type of the AppHost's assembly, such as <c>Projects.AppHost</c>.</typeparam>
    /// <param name="cancellationToken">Ends the wait and the entry point.</param>
    /// <inheritdoc cref="CreateAsync(Type, string[], Action{DistributedApplicationOptions, HostApplicationBuilderSettings}, CancellationToken)"/>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync(typeof(TEntryPoint), [], cancellationToken);

    /// <typeparam name="TEntryPoint">A type of the AppHost's assembly, such as <c>Projects.AppHost</c>.</typeparam>
    /// <inheritdoc cref="CreateAsync(Type, string[], Action{DistributedApplicationOptions, HostApplicationBuilderSettings}, CancellationToken)"/>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync(typeof(TEntryPoint), args, cancellationToken);

    /// <inheritdoc cref="CreateAsync(Type, string[], Action{DistributedApplicationOptions, HostApplicationBuilderSettings}, CancellationToken)"/>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(
        Type entryPoint, string[] args, CancellationToken cancellationToken = default) =>
        CreateAsync(entryPoint, args, (_, _) => { }, cancellationToken);

    /// <param name="entryPoint">A type of the AppHost's assembly, such as <c>Projects.AppHost</c>.</param>
    /// <param name="args">The arguments of the entry point.</param>
    /// <param name="configureBuilder">Changes the options that the AppHost makes its builder with.</param>
    /// <param name="cancellationToken">Ends the wait and the entry point.</param>
    /// <exception cref="ArgumentException">The type's assembly has no entry point.</exception>
    /// <exception cref="InvalidOperationException">The entry point ended before it built an application.</exception>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync(
        Type entryPoint,
        string[] args,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(configureBuilder);
        var run = new EntryPointRun(entryPoint.Assembly, configureBuilder);
        return new InterceptedBuilder(run, await run.StartAsync(args, cancellationToken).ConfigureAwait(false));
    }
}
