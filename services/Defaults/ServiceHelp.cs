using TracingReference.Defaults.Telemetry;

namespace TracingReference.Defaults;

/// <summary>The <c>--help</c> of every service: what it is, and what can be set.</summary>
public static class ServiceHelp
{
    /// <summary>Prints the help where <paramref name="args"/> ask for it.</summary>
    /// <param name="args">The program's arguments.</param>
    /// <param name="purpose">One line: what the program is for.</param>
    /// <param name="settings">Its own settings: configuration key (a variable is the same with <c>__</c> for <c>:</c>), default, meaning.</param>
    /// <returns>Whether help was printed, and the program should end.</returns>
    public static bool Print(string[] args, string purpose, params (string Key, string? Default, string Meaning)[] settings)
    {
        if (!args.Contains("--help") && !args.Contains("-h"))
        {
            return false;
        }

        Console.WriteLine(purpose);
        Console.WriteLine();
        Console.WriteLine("Settings, as variables (: becomes __) or in appsettings.json:");
        foreach (var (key, value, meaning) in settings.Append(("Faults:Enabled", "false", "obey the faults that requests ask for")))
        {
            Write(key, value, meaning);
        }

        Console.WriteLine();
        Console.WriteLine("Telemetry, as variables or in the section Telemetry of appsettings.json:");
        foreach (var setting in TelemetrySetting.All)
        {
            Write($"{setting.Variable ?? "(no variable)"}  Telemetry:{setting.Key}", setting.Default, setting.Meaning);
        }

        return true;
    }

    private static void Write(string name, string? value, string meaning)
    {
        Console.WriteLine($"  {name}{(value is null ? "" : $"  [{value}]")}");
        Console.WriteLine($"      {meaning}");
    }
}
