using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using Aspire.Hosting.ApplicationModel;
using Embedded.AspireHosting;

namespace Aspire.Hosting.Runtime;

/// <summary>Says how a resource is started, once everything that it refers to is known.</summary>
internal sealed class ProcessSpecFactory(
    AppHostFolders folders, DistributedApplicationExecutionContext executionContext, ResourceLoggerService loggers)
{
    public async Task<ProcessSpec> CreateAsync(IResource resource, CancellationToken cancellationToken)
    {
        var arguments = await ArgumentsAsync(resource, cancellationToken).ConfigureAwait(false);
        var environment = await EnvironmentAsync(resource, cancellationToken).ConfigureAwait(false);
        switch (resource)
        {
            case ProjectResource:
                var project = resource.Annotations.OfType<IProjectMetadata>().Single();
                var program = ((IBuiltProject)project).TargetPath;
                return File.Exists(program)
                    ? new(Dotnet(), [program, .. arguments], Path.GetDirectoryName(project.ProjectPath)!, environment)
                    : throw new DistributedApplicationException(
                        $"The program of project '{resource.Name}' is not there: {program}. Build the AppHost, which builds it too.");
            case ExecutableResource executable:
                var directory = Path.GetFullPath(executable.WorkingDirectory, folders.Project);
                return Directory.Exists(directory)
                    ? new(Find(executable.Command, directory, executable.Name), arguments, directory, environment)
                    : throw new DistributedApplicationException(
                        $"The working directory of resource '{resource.Name}' is not there: {directory}.");
            default:
                throw new DistributedApplicationException(
                    $"Resource '{resource.Name}' is a container ({Image(resource)}), and the stand-in for Aspire has no container runtime. Build with TracingPackages=public to run containers.");
        }
    }

    private static string Image(IResource resource) =>
        resource.Annotations.OfType<ContainerImageAnnotation>().LastOrDefault() is { } image ? $"{image.Image}:{image.Tag}" : "no image";

    // The host that runs this process also runs the projects: the one on PATH may be another version, or none.
    private static string Dotnet() =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    private static string Find(string command, string directory, string resource)
    {
        var candidates = command.Contains('/', StringComparison.Ordinal)
            ? [Path.GetFullPath(command, directory)]
            : (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => Path.Combine(folder, command));
        return candidates.FirstOrDefault(IsExecutable) ?? throw new DistributedApplicationException(
            $"The program of resource '{resource}' was not found, or may not be executed: {command}");
    }

    private static bool IsExecutable(string path) =>
        File.Exists(path)
        && (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;

    private static async Task<string?> ResolveAsync(object value, CancellationToken cancellationToken) => value switch
    {
        string text => text,
        IValueProvider provider => await provider.GetValueAsync(cancellationToken).ConfigureAwait(false),
        IResourceBuilder<IResource> { Resource: IValueProvider provider } => await provider.GetValueAsync(cancellationToken).ConfigureAwait(false),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private async Task<List<string>> ArgumentsAsync(IResource resource, CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([], resource, cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        var arguments = new List<string>(context.Args.Count);
        foreach (var arg in context.Args)
        {
            if (await ResolveAsync(arg, cancellationToken).ConfigureAwait(false) is { } text)
            {
                arguments.Add(text);
            }
        }

        return arguments;
    }

    private async Task<Dictionary<string, string>> EnvironmentAsync(IResource resource, CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(executionContext, resource, [], cancellationToken) { Logger = loggers.GetLogger(resource) };
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        var environment = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(e => !ProjectEnvironment.NotInherited.Contains((string)e.Key))
            .ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);
        foreach (var (name, value) in context.EnvironmentVariables)
        {
            if (await ResolveAsync(value, cancellationToken).ConfigureAwait(false) is { } text)
            {
                environment[name] = text;
            }
        }

        return environment;
    }
}
