namespace MicroReg.Benchmarks.Profiling;

/// <summary>Recordings that end together.</summary>
internal sealed class Recordings<T>(IEnumerable<T> all) : IAsyncDisposable
    where T : IRecording
{
    public IReadOnlyList<T> All { get; } = [.. all];

    public async ValueTask DisposeAsync()
    {
        foreach (var recording in All)
            await recording.DisposeAsync();
    }
}
