using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Embedded.Silo;

/// <summary>The grain interfaces and classes of this process. Generated code enters those of its assembly when that is loaded.</summary>
public static class GrainRegistry
{
    private static readonly ConcurrentDictionary<Type, GrainInterface> s_interfaces = new();
    private static readonly ConcurrentDictionary<Type, bool> s_classes = new();

    internal static IEnumerable<Type> Classes => s_classes.Keys;

    /// <summary>Enters a grain interface with the constructor of its proxy, and a check that its arguments can be copied.</summary>
    public static void AddInterface(Type grainInterface, Func<ProxyAddress, GrainProxy> createProxy, Action<CopierCheck> checkArguments) =>
        s_interfaces[grainInterface] = new(createProxy, checkArguments);

    /// <summary>Enters a grain class.</summary>
    public static void AddClass(Type grainClass) => s_classes[grainClass] = true;

    /// <summary>A reference; throws the silo's CodecNotFoundException, as Orleans does here, if an argument's type cannot be copied.</summary>
    internal static GrainProxy CreateProxy(Type grainInterface, ProxyAddress address) => s_interfaces.TryGetValue(grainInterface, out var known)
        ? known.CreateProxy(address)
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
