namespace MicroReg.Benchmarks.Measuring;

/// <summary>A server under one kind of load.</summary>
internal interface ITarget
{
    string Name { get; }

    /// <summary>Enough calls that code is compiled and memory is claimed; nothing of it is counted.</summary>
    Task WarmUpAsync(CancellationToken cancel);

    Task<Sample> MeasureAsync(CancellationToken cancel);
}
