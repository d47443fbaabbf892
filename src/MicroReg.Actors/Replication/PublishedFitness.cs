namespace MicroReg.Actors.Replication;

/// <summary>For how long this node has been fit to own instances, as its watch over instances says. For any thread.</summary>
/// <param name="time">The clock.</param>
internal sealed class PublishedFitness(TimeProvider time)
{
    /// <summary>A watch that says nothing for so long has ended, and then the node is not fit.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private long _milliseconds;
    private long _publishedAt = time.GetTimestamp();

    /// <summary>The time in milliseconds; 0 if the node is not fit.</summary>
    public long Milliseconds =>
        time.GetElapsedTime(Volatile.Read(ref _publishedAt)) > Silence ? 0 : Volatile.Read(ref _milliseconds);

    /// <summary>Publishes the time.</summary>
    public void Publish(long milliseconds)
    {
        Volatile.Write(ref _milliseconds, milliseconds);
        Volatile.Write(ref _publishedAt, time.GetTimestamp());
    }
}
