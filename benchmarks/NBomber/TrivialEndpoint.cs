using System.Diagnostics;

namespace TracingReference.Benchmarks.NBomber;

/// <summary>A trivial HTTP endpoint, in a process of its own on the second core.</summary>
internal sealed class TrivialEndpoint : IDisposable
{
    private const string Announcement = "listening on ";
    private readonly Process process;

    private TrivialEndpoint(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Starts this program again, as the endpoint.</summary>
    public static TrivialEndpoint Start()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(TrivialEndpoint).Assembly.Location);
        }

        start.ArgumentList.Add("--serve");
        var process = Process.Start(start)!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith(Announcement, StringComparison.Ordinal))
            {
                return new(process, new Uri(line[Announcement.Length..]));
            }
        }

        throw new InvalidOperationException($"The endpoint ended with {process.ExitCode} before it listened.");
    }

    /// <summary>Is the endpoint, until standard input ends.</summary>
    public static void Run()
    {
        if ((OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) && Environment.ProcessorCount > 1)
        {
            Process.GetCurrentProcess().ProcessorAffinity = 2;
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync("ok"));
        app.Start();
        Console.WriteLine($"{Announcement}{app.Urls.First()}");
        Console.In.ReadToEnd();
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            process.Kill();
        }

        process.Dispose();
    }
}
