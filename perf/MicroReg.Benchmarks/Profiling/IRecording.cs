namespace MicroReg.Benchmarks.Profiling;

/// <summary>Watches a process during the rounds of a load, and not between them.</summary>
internal interface IRecording : IAsyncDisposable
{
    Task ResumeAsync(CancellationToken cancel);

    Task PauseAsync(CancellationToken cancel);
}
