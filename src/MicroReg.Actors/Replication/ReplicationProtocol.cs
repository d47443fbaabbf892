using Akka.Actor;
using MicroReg.Actors.ServiceDb;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;

namespace MicroReg.Actors.Replication;

/// <summary>The replication actor asks MicroDb to be told of commits and of what is on disk from now on.</summary>
public sealed class FollowCommits
{
    private FollowCommits()
    {
    }

    /// <summary>The only one there is.</summary>
    public static FollowCommits Instance { get; } = new();
}

/// <summary>MicroDb has committed a change of this node to memory.</summary>
public sealed class LocalCommitted
{
    private LocalCommitted()
    {
    }

    /// <summary>The only one there is.</summary>
    public static LocalCommitted Instance { get; } = new();
}

/// <summary>Everything that a vector covers is on this node's disk.</summary>
/// <param name="Vector">The vector.</param>
public sealed record DurableUpTo(VersionVector Vector);

/// <summary>MicroDb has carried out a request.</summary>
/// <param name="Request">The request.</param>
/// <param name="Result">What became of it.</param>
public sealed record Applied(DatabaseRequest Request, DatabaseResult Result);

/// <summary>A write is on this node's disk, and its caller waits until it is on enough others'.</summary>
/// <param name="Sequence">Its last sequence in this run.</param>
/// <param name="Level">The level that was asked for.</param>
/// <param name="Known">The known nodes when it was committed.</param>
/// <param name="CommittedAt">The timestamp of the commit, by the node's time provider.</param>
/// <param name="IsStrict">Whether it fails if the level is not reached.</param>
/// <param name="Answer">What the caller is told if it is.</param>
/// <param name="Caller">Who waits.</param>
/// <param name="Replication">Who counts the acknowledgements.</param>
public sealed record WriteDurable(
    long Sequence,
    AcknowledgementLevel Level,
    KnownNodes Known,
    long CommittedAt,
    bool IsStrict,
    CommandAnswer Answer,
    IActorRef Caller,
    IActorRef Replication);

/// <summary>Asks to fetch what others have seen: a subscriber has seen it, too, and comes here now.</summary>
/// <param name="Vector">What the subscriber has seen.</param>
public sealed record SeekChanges(VersionVector Vector);

/// <summary>Asks to give up a node.</summary>
/// <param name="Node">Its id, address or name.</param>
public sealed record ForgetNode(string Node);

/// <summary>Asks to say goodbye to the other nodes.</summary>
/// <param name="Done">Completed once they have all that this one wrote, or after a while.</param>
public sealed record Leave(TaskCompletionSource Done);
