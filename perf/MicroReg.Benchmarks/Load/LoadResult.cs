namespace MicroReg.Benchmarks.Load;

/// <summary>What a run of the generator saw.</summary>
internal sealed record LoadResult(LatencyHistogram Latencies, long Errors, string? FirstError, TimeSpan Elapsed);
