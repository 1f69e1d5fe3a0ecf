using Microsoft.Extensions.Hosting;

namespace TracingReference.AppHost;

/// <summary>Stops the system when standard input ends: whoever holds its other end has asked for it, or is gone.</summary>
internal sealed class StopAtEof(IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A thread of its own, because reading from the console cannot be cancelled.
        new Thread(Wait) { IsBackground = true, Name = "standard input" }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Wait()
    {
        using var input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[256];
        while (input.Read(ignored) > 0)
        {
        }

        lifetime.StopApplication();
    }
}
