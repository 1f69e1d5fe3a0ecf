namespace TracingReference.LoadTest.Systems;

/// <summary>What a process has used since it began, by its own account.</summary>
/// <param name="Cpu">Processor time, user and system.</param>
/// <param name="AllocatedBytes">Allocated by managed code.</param>
/// <param name="ResidentBytes">Resident at this moment.</param>
/// <param name="GcPause">How long garbage collection held it.</param>
/// <param name="Burnt">Processor time of the planted burner, part of <paramref name="Cpu"/>.</param>
/// <param name="Jit">Processor time of the JIT's background thread, part of <paramref name="Cpu"/>.</param>
public readonly record struct ProcessReading(TimeSpan Cpu, long AllocatedBytes, long ResidentBytes, TimeSpan GcPause, TimeSpan Burnt, TimeSpan Jit);
