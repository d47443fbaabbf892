using MicroReg.Benchmarks.Events.Ways;

namespace MicroReg.Benchmarks.Events.Swarm;

/// <summary>One of many subscribers, on a socket of its own, who counts what it costs to tell it.</summary>
internal abstract class RawSubscription : Subscription
{
    /// <summary>Everything that came from the socket, with the framing of HTTP.</summary>
    public long Bytes { get; protected set; }

    /// <summary>Pages: of a stream, or answers, or calls.</summary>
    public long Pages { get; protected set; }

    public long Events { get; protected set; }
}
