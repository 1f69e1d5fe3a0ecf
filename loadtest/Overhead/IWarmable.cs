using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Scenarios;

namespace TracingReference.LoadTest.Overhead;

/// <summary>A system that <see cref="WarmUp"/> can load until it is warm.</summary>
internal interface IWarmable
{
    /// <summary>Loads it with requests of a sampled trace, so that the code of spans is compiled where one request in ten comes by it too.</summary>
    /// <param name="scenario">What is asked.</param>
    /// <param name="load">How much.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LoadTestException">Not one request was answered as it should have been.</exception>
    Task WarmUpAsync(ShopScenario scenario, LoadPhase load, CancellationToken cancellationToken);

    /// <summary>What each process used since the last time this was asked.</summary>
    /// <exception cref="LoadTestException">One does not answer.</exception>
    Task<IReadOnlyDictionary<string, Usage>> ReadAsync(CancellationToken cancellationToken);
}
