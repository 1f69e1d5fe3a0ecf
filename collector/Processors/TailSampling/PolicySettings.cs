using TracingReference.Collector.Processors.TailSampling.Policies;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>A policy as configured.</summary>
/// <param name="Name">Its name in metrics.</param>
/// <param name="IsDrop">Whether it can only drop traces; those are asked first.</param>
/// <param name="Create">Makes one for each processor: some remember what they have seen.</param>
internal sealed record PolicySettings(string Name, bool IsDrop, Func<IPolicy> Create);
