using MicroReg.Domain.Database;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Replication;

/// <summary>What a write that waited for other nodes has come to.</summary>
/// <param name="Asked">The level that was asked for.</param>
/// <param name="IsMet">False if it was not reached: the write is on fewer nodes than asked for, and spreads later.</param>
internal readonly record struct Acknowledged(AcknowledgementLevel Asked, bool IsMet);

/// <summary>Carries out what a <see cref="Replica"/> decides: actors in a node, queues in a simulation.</summary>
internal interface IReplicaHost
{
    /// <summary>Sends a message to the node at an address, which may get it once, twice, late or never.</summary>
    void Send(string address, ReplicationMessage message);

    /// <summary>The most bytes that a part takes in a message: frames are filled by it, without writing a part twice.</summary>
    int SizeOf(PartChange change);

    /// <summary>
    /// Has the single writer carry out a request. Requests are carried out in order; each is answered by
    /// <see cref="Replica.OnApplied"/>.
    /// </summary>
    void Ask(DatabaseRequest request);

    /// <summary>Calls <see cref="Replica.OnWake"/> after a time of some milliseconds.</summary>
    void WakeIn(TimeSpan delay);

    /// <summary>Answers a write that waited.</summary>
    /// <param name="ticket">What was given with the write.</param>
    /// <param name="outcome">What it has come to.</param>
    void Answer(object ticket, Acknowledged outcome);

    /// <summary>Writes to the log.</summary>
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
