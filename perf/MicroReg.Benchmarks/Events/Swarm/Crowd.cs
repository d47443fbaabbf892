using MicroReg.Benchmarks.Events.Ways;

namespace MicroReg.Benchmarks.Events.Swarm;

/// <summary>Many subscribers of one kind, opened some at a time and closed together.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int AtATime = 50;
    private readonly List<RawSubscription> _members = [];

    public IReadOnlyList<RawSubscription> Members => _members;

    /// <summary>All begin behind what is there now: a snapshot for each would be gigabytes.</summary>
    public async Task FillAsync<T>(int count, int port, Func<int, string, CancellationToken, Task<T>> openAsync, CancellationToken cancel)
        where T : RawSubscription
    {
        using var calls = new FeedCalls(port);
        var cursor = await calls.ReadToEndAsync(cancel);
        while (_members.Count < count)
            _members.AddRange(await Task.WhenAll(
                Enumerable.Range(0, Math.Min(AtATime, count - _members.Count)).Select(_ => openAsync(port, cursor, cancel))));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members)
            await member.DisposeAsync();
    }
}
