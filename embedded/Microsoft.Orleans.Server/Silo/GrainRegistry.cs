using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Embedded.Silo;

/// <summary>The grain interfaces and classes of this process. Generated code enters those of its assembly when that is loaded.</summary>
public static class GrainRegistry
{
    private static readonly ConcurrentDictionary<Type, Func<ProxyAddress, GrainProxy>> s_proxies = new();
    private static readonly ConcurrentDictionary<Type, bool> s_classes = new();

    internal static IEnumerable<Type> Classes => s_classes.Keys;

    /// <summary>Enters a grain interface with the constructor of its proxy.</summary>
    public static void AddInterface(Type grainInterface, Func<ProxyAddress, GrainProxy> createProxy) => s_proxies[grainInterface] = createProxy;

    /// <summary>Enters a grain class.</summary>
    public static void AddClass(Type grainClass) => s_classes[grainClass] = true;

    internal static Func<ProxyAddress, GrainProxy> ProxyOf(Type grainInterface) => s_proxies.TryGetValue(grainInterface, out var create)
        ? create
        : throw new ArgumentException($"{grainInterface} has no generated proxy. It must be an interface derived from IGrainWithStringKey, IGrainWithGuidKey or IGrainWithIntegerKey, in a project that references Microsoft.Orleans.Server.");

    /// <summary>Has every assembly that this program can reach enter its grains, also one that nothing has touched yet.</summary>
    internal static void LoadAll()
    {
        var standIn = typeof(GrainRegistry).Assembly.GetName().Name;
        var seen = new HashSet<string>();
        var pending = new Stack<Assembly>(AppDomain.CurrentDomain.GetAssemblies());
        while (pending.TryPop(out var assembly))
        {
            if (assembly.IsDynamic || !seen.Add(assembly.GetName().Name!))
            {
                continue;
            }

            var references = assembly.GetReferencedAssemblies();
            if (references.Any(reference => reference.Name == standIn))
            {
                RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
            }

            foreach (var reference in references.Where(reference => !IsFramework(reference.Name!)))
            {
                if (TryLoad(reference) is { } loaded)
                {
                    pending.Push(loaded);
                }
            }
        }
    }

    private static bool IsFramework(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal);

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception exception) when (exception is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            // Compiled against, but not shipped: whatever is in there, no grain of it can run.
            return null;
        }
    }
}
