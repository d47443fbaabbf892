namespace MicroReg.Benchmarks.Requests;

/// <summary>What a run of '#' in a request template becomes: <c>n * Stride / Divisor % Modulus</c>, padded with zeros.</summary>
internal sealed record NumberField(long Divisor = 1, long Modulus = long.MaxValue, long Stride = 1)
{
    public long ValueOf(long number) => number * Stride / Divisor % Modulus;
}
