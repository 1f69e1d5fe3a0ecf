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

        await WarmUpAsync(grains, warmUp);
        var sequential = await SequentialAsync(grains, time);
        var concurrent = await ConcurrentAsync(grains, time);
        var sample = new Sample(
            Packages.Description,
            sequential, concurrent,
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

    // By processor time, as a machine that others use too gives a process less of it to compile in, and so by the clock
    // would favour what has less to compile.
    private static async Task WarmUpAsync(IGrainFactory grains, TimeSpan time)
    {
        var slice = time / 10;
        var until = Environment.CpuUsage.TotalTime + time;
        while (Environment.CpuUsage.TotalTime < until)
        {
            await SequentialAsync(grains, slice);
            await ConcurrentAsync(grains, slice);
        }
    }

    private static Task<Throughput> SequentialAsync(IGrainFactory grains, TimeSpan time) =>
        MeasureAsync(deadline => CallAsync(grains.GetGrain<ICounterGrain>(0), deadline), time);

    private static Task<Throughput> ConcurrentAsync(IGrainFactory grains, TimeSpan time) => MeasureAsync(
        async deadline =>
        {
            var counts = await Task.WhenAll(Enumerable.Range(1, Callers).Select(key => Task.Run(() => CallAsync(grains.GetGrain<ICounterGrain>(key), deadline))));
            return counts.Sum();
        },
        time);

    private static async Task<Throughput> MeasureAsync(Func<long, Task<long>> run, TimeSpan time)
    {
        GC.Collect();
        var (allocated, used) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime);
        var clock = Stopwatch.StartNew();
        var calls = await run(Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency));
        clock.Stop();
        return new(
            calls / clock.Elapsed.TotalSeconds,
            (Environment.CpuUsage.TotalTime - used).TotalMicroseconds / calls,
            (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)calls);
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
