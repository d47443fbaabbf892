using MicroReg.Actors.Supervision;

namespace MicroReg.Hosting.ActorSystems;

/// <summary>Counts the attempts to replace an actor system that has failed. Not thread-safe.</summary>
/// <param name="options">How many there may be.</param>
/// <param name="time">The clock.</param>
internal sealed class ReplacementBudget(ReplacementOptions options, TimeProvider time)
{
    private readonly Queue<long> _attempts = [];

    /// <summary>Takes one attempt.</summary>
    /// <returns>False if there is none left.</returns>
    public bool TryTake()
    {
        while (_attempts.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= options.Within)
            _attempts.Dequeue();
        if (_attempts.Count >= options.Most)
            return false;
        _attempts.Enqueue(time.GetTimestamp());
        return true;
    }
}
