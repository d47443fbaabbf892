namespace MicroReg.Benchmarks.Profiling.Sampling;

/// <summary>What a thread did at one moment; the innermost function is first.</summary>
internal sealed record StackSample(string Thread, IReadOnlyList<Frame> Frames);
