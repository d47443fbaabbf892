using Akka.Actor;
using MicroReg.Domain.Database;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;

namespace MicroReg.Actors.MicroDb;

/// <summary>Asks MicroDb to be told of commits and of what is on disk from now on: sent by the replication actor.</summary>
internal sealed class FollowCommits
{
    private FollowCommits()
    {
    }

    /// <summary>The only one there is.</summary>
    public static FollowCommits Instance { get; } = new();
}

/// <summary>MicroDb has committed a change of this node to memory.</summary>
internal sealed class LocalCommitted
{
    private LocalCommitted()
    {
    }

    /// <summary>The only one there is.</summary>
    public static LocalCommitted Instance { get; } = new();
}

/// <summary>Everything that a vector covers is on this node's disk.</summary>
/// <param name="Vector">The vector.</param>
internal sealed record DurableUpTo(VersionVector Vector);

/// <summary>MicroDb has carried out a request.</summary>
/// <param name="Request">The request.</param>
/// <param name="Result">What became of it.</param>
internal sealed record Applied(DatabaseRequest Request, DatabaseResult Result);

/// <summary>A write is on this node's disk, and its caller waits until it is on enough others'.</summary>
/// <param name="Sequence">Its last sequence in this run.</param>
/// <param name="Level">The level that was asked for.</param>
/// <param name="Known">The known nodes when it was committed.</param>
/// <param name="CommittedAt">The timestamp of the commit, by the node's time provider.</param>
/// <param name="IsStrict">Whether it fails if the level is not reached.</param>
/// <param name="Answer">What the caller is told if it is.</param>
/// <param name="Caller">Who waits.</param>
/// <param name="Replication">Who counts the acknowledgements.</param>
internal sealed record WriteDurable(
    long Sequence,
    AcknowledgementLevel Level,
    KnownNodes Known,
    long CommittedAt,
    bool IsStrict,
    CommandAnswer Answer,
    IActorRef Caller,
    IActorRef Replication);
