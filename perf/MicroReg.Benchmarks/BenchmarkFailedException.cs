namespace MicroReg.Benchmarks;

/// <summary>The run cannot go on; the message says why, and nothing else is printed.</summary>
internal sealed class BenchmarkFailedException(string message) : Exception(message);
