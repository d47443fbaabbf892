namespace MicroReg.Benchmarks.Liveness;

/// <summary>What <c>/api/cluster</c> says of the watch over instances, as far as it is used here.</summary>
internal sealed record HealthAnswer(int Leased, int Probed, int Failing, int Held, long Expired, long Pauses);
