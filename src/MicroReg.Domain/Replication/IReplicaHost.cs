using MicroReg.Domain.Database;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Replication;

/// <summary>The outcome of a write that waited for other nodes.</summary>
/// <param name="Asked">The requested level.</param>
/// <param name="IsMet">False if the level was not reached: the write is on fewer nodes than requested, and spreads later.</param>
internal readonly record struct Acknowledged(AcknowledgementLevel Asked, bool IsMet)
{
    /// <summary>The greatest level that was reached.</summary>
    public AcknowledgementLevel Reached { get; init; }
}

/// <summary>Carries out what a <see cref="Replica"/> decides: actors in a node, queues in a simulation.</summary>
internal interface IReplicaHost
{
    /// <summary>Sends a message to the node at an address. It may arrive once, twice, late or never.</summary>
    void Send(string address, ReplicationMessage message);

    /// <summary>An upper bound of the bytes that a part takes in a message. Frames are filled by it, so no part is encoded twice.</summary>
    int SizeOf(PartChange change);

    /// <summary>
    /// Has the single writer carry out a request. Requests are carried out in order; each is answered by
    /// <see cref="Replica.OnApplied"/>.
    /// </summary>
    void Ask(DatabaseRequest request);

    /// <summary>Calls <see cref="Replica.OnWake"/> after a delay of some milliseconds.</summary>
    void WakeIn(TimeSpan delay);

    /// <summary>Answers a write that waited.</summary>
    /// <param name="ticket">The object that was passed with the write.</param>
    /// <param name="outcome">Its outcome.</param>
    void Answer(object ticket, Acknowledged outcome);

    /// <summary>Writes a log line. The domain knows no logging library; the host hands the line to the one that it has.</summary>
    /// <param name="level">How noteworthy it is.</param>
    /// <param name="text">The text, with named placeholders.</param>
    /// <param name="values">Their values, in order.</param>
    void Log(LogSeverity level, string text, params object[] values);
}

/// <summary>Who a replica is.</summary>
/// <param name="NodeId">The lasting id of the node.</param>
/// <param name="Name">The name that its operator gave it.</param>
/// <param name="Address">Host and port under which others reach it.</param>
internal sealed record ReplicaIdentity(string NodeId, string Name, string Address);
