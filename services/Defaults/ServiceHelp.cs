using TracingReference.Defaults.Telemetry;

namespace TracingReference.Defaults;

/// <summary>The <c>--help</c> of every service: what it is, and what can be set. Who asks for what does not exist is told so.</summary>
public static class ServiceHelp
{
    private const int WrongArguments = 2;

    /// <summary>Prints the help where <paramref name="args"/> ask for it. Arguments that are no setting, which the configuration
    /// would overlook, get a line on standard error and the exit code 2.</summary>
    /// <param name="args">The program's arguments.</param>
    /// <param name="purpose">One line: what the program is for.</param>
    /// <param name="settings">Its own settings: configuration key (a variable is the same with <c>__</c> for <c>:</c>), default, meaning.</param>
    /// <returns>Whether the program should end.</returns>
    public static bool Print(string[] args, string purpose, params (string Key, string? Default, string Meaning)[] settings)
    {
        if (!args.Contains("--help") && !args.Contains("-h"))
        {
            if (NoSetting(args) is not { } argument)
            {
                return false;
            }

            Console.Error.WriteLine($"Unknown argument '{argument}'. Settings are given as --Section:Key=VALUE; --help lists them.");
            Environment.ExitCode = WrongArguments;
            return true;
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

    // A setting is one argument, --key=value, or two.
    private static string? NoSetting(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || args[i].Length == 2)
            {
                return args[i];
            }

            if (!args[i].Contains('=', StringComparison.Ordinal) && (++i == args.Length || args[i].StartsWith("--", StringComparison.Ordinal)))
            {
                return args[i - 1];
            }
        }

        return null;
    }

    private static void Write(string name, string? value, string meaning)
    {
        Console.WriteLine($"  {name}{(value is null ? "" : $"  [{value}]")}");
        Console.WriteLine($"      {meaning}");
    }
}
