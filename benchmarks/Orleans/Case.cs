namespace TracingReference.Benchmarks.Orleans;

/// <summary>One row of the report: under which conditions its samples were taken, and by which build.</summary>
internal readonly record struct Case(int Cores, Tracing Tracing, string Packages);
