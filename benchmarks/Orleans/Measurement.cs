using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TracingReference.Benchmarks.Orleans;

/// <summary>Measures one silo in this process, as its co-hosted client sees it.</summary>
internal static class Measurement
{
    private const int Callers = 100;

    public static async Task<Sample> RunAsync(Tracing tracing, TimeSpan warmUp, TimeSpan time)
    {
        if (tracing == Tracing.Recorded)
        {
            ActivitySource.AddActivityListener(new()
            {
                ShouldListenTo = static source => source.Name.StartsWith("Microsoft.Orleans.", StringComparison.Ordinal),
                Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            });
        }

        using var host = Build(tracing);
        await host.StartAsync();
        var started = DateTime.Now - Process.GetCurrentProcess().StartTime;
        var grains = host.Services.GetRequiredService<IGrainFactory>();

        var first = Stopwatch.StartNew();
        await grains.GetGrain<ICounterGrain>(0).Add(1);
        first.Stop();
        var idle = Environment.WorkingSet;

        await SequentialAsync(grains, warmUp / 2);
        await ConcurrentAsync(grains, warmUp / 2);
        var sequential = await SequentialAsync(grains, time);
        var concurrent = await ConcurrentAsync(grains, time);
        var sample = new Sample(
            sequential.Rate, sequential.Bytes, concurrent.Rate, concurrent.Bytes,
            started.TotalMilliseconds, first.Elapsed.TotalMilliseconds, idle / 1e6, Environment.WorkingSet / 1e6);
        await host.StopAsync();
        return sample;
    }

    private static IHost Build(Tracing tracing)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), FreePort());
            if (tracing != Tracing.None)
            {
                silo.AddActivityPropagation();
            }
        });
        return builder.Build();
    }

    private static Task<(double Rate, double Bytes)> SequentialAsync(IGrainFactory grains, TimeSpan time) =>
        MeasureAsync(deadline => CallAsync(grains.GetGrain<ICounterGrain>(0), deadline), time);

    private static Task<(double Rate, double Bytes)> ConcurrentAsync(IGrainFactory grains, TimeSpan time) => MeasureAsync(
        async deadline =>
        {
            var counts = await Task.WhenAll(Enumerable.Range(1, Callers).Select(key => Task.Run(() => CallAsync(grains.GetGrain<ICounterGrain>(key), deadline))));
            return counts.Sum();
        },
        time);

    private static async Task<(double Rate, double Bytes)> MeasureAsync(Func<long, Task<long>> run, TimeSpan time)
    {
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.StartNew();
        var calls = await run(Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency));
        clock.Stop();
        return (calls / clock.Elapsed.TotalSeconds, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)calls);
    }

    private static async Task<long> CallAsync(ICounterGrain grain, long deadline)
    {
        var calls = 0L;
        while (Stopwatch.GetTimestamp() < deadline)
        {
            for (var i = 0; i < 100; i++)
            {
                await grain.Add(1);
            }

            calls += 100;
        }

        return calls;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
