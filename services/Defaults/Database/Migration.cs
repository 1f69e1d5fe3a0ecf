using System.Reflection;

namespace TracingReference.Defaults.Database;

/// <summary>One step of a schema: an SQL script that runs once, in the order of names.</summary>
/// <param name="Name">The script's file name, such as <c>001_orders.sql</c>.</param>
/// <param name="Sql">Its statements.</param>
public sealed record Migration(string Name, string Sql)
{
    /// <summary>The scripts that a service embeds as <c>Migrations/*.sql</c>.</summary>
    internal static IReadOnlyList<Migration> AllOf(Assembly assembly) =>
        assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return new Migration(name, reader.ReadToEnd());
            })
            .ToArray();
}
