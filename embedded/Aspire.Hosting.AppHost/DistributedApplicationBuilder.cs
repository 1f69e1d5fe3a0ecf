using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <inheritdoc cref="IDistributedApplicationBuilder"/>
public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly DistributedApplicationOptions _options;
    private readonly BuildInterception? _interception = BuildInterception.Current;

    public DistributedApplicationBuilder(string[] args)
        : this(new DistributedApplicationOptions { Args = args })
    {
    }

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        var settings = new HostApplicationBuilderSettings { Args = options.Args };
        _interception?.Configure(options, settings);

        AppHostAssembly = options.AssemblyName is { } name ? Assembly.Load(name) : _interception?.AppHost ?? Assembly.GetEntryAssembly();
        AppHostDirectory = options.ProjectDirectory ?? AppHostMetadata.ProjectDirectory(AppHostAssembly) ?? Directory.GetCurrentDirectory();
        settings.Args = options.Args;
        RunOnly.Check(options.Args ?? []);
        settings.ApplicationName ??= AppHostAssembly?.GetName().Name;
        settings.ContentRootPath ??= AppHostDirectory;
        _host = new HostApplicationBuilder(settings);

        // A check that fails is shown as the resource's state; the framework's own log of it repeats that every time.
        _host.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        _host.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);

        // What keeps an application from starting is thrown to whoever starts it.
        _host.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        Services.AddSingleton(options)
            .AddSingleton(ExecutionContext)
            .AddSingleton(Eventing)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(_ => new DistributedApplicationModel(Resources))
            .AddSingleton(_ => new AppHostFolders(AppHostDirectory, Configuration))
            .AddSingleton(_ => new ResourceNotificationService(options))
            .AddSingleton(s => new ResourceCommandService(s))
            .AddSingleton(s => new ResourceLoggerService(s.GetRequiredService<ILoggerFactory>()))
            .AddSingleton<FreePorts>()
            .AddSingleton<EndpointAllocation>()
            .AddSingleton<HealthMonitor>()
            .AddSingleton<ResourceStates>()
            .AddSingleton<FormerRun>()
            .AddSingleton<Watchdog>()
            .AddSingleton<ProcessSpecFactory>()
            .AddSingleton<ResourceOutput>()
            .AddHostedService<Orchestrator>()
            .AddHealthChecks();
    }

    public ConfigurationManager Configuration => _host.Configuration;

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly { get; }

    public IHostEnvironment Environment => _host.Environment;

    public IServiceCollection Services => _host.Services;

    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    public DistributedApplicationExecutionContext ExecutionContext { get; } = new(DistributedApplicationOperation.Run);

    public IResourceCollection Resources { get; } = new ResourceCollection();

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new ResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        _interception?.OnBuilding(this);
        if (!_options.DisableDashboard)
        {
            this.AddDashboard(_options);
        }

        var application = new DistributedApplication(_host.Build(), _interception);
        _interception?.OnBuilt(application);
        return application;
    }
}
