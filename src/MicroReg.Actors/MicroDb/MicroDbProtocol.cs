using System.Collections.Immutable;
using Akka.Actor;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;

namespace MicroReg.Actors.MicroDb;

/// <summary>
/// Asks MicroDb to carry out a decision. The sender gets one answer: <see cref="Committed"/>, <see cref="CommitRefused"/> or
/// <see cref="DecideAgain"/>. Each carries this request, so the receiver needs no memory of it.
/// </summary>
/// <param name="Decision">What to write.</param>
/// <param name="Command">The command, in case it must be decided again.</param>
/// <param name="Caller">Who waits for the answer to the command.</param>
/// <param name="Piece">The part of the command that this is; null for the whole command.</param>
internal sealed record Commit(Decision Decision, RegistryCommand Command, IActorRef Caller, CommandPiece? Piece = null)
{
    /// <summary>
    /// True for the last part of a command. The caller is answered once this commit is on disk; all earlier commits are on disk then, too.
    /// </summary>
    public bool IsLast => Piece?.UpTo is null;
}

/// <summary>A part of a command that means many instances of a service, taken in the order of their endpoints.</summary>
/// <param name="After">The part begins after this endpoint; null for the first part.</param>
/// <param name="UpTo">The part ends with this endpoint, and another one follows; null for the last part.</param>
internal sealed record CommandPiece(Endpoint? After, Endpoint? UpTo);

/// <summary>MicroDb has committed a decision to memory. The journal or replication answers the caller.</summary>
/// <param name="Commit">The request.</param>
internal sealed record Committed(Commit Commit);

/// <summary>MicroDb has committed nothing of a decision.</summary>
/// <param name="Commit">The request.</param>
/// <param name="Fault">Why not. The caller has not been told.</param>
internal sealed record CommitRefused(Commit Commit, RegistryFault Fault);

/// <summary>A record has changed since it was decided on; MicroDb has committed nothing of the decision.</summary>
/// <param name="Commit">The request.</param>
internal sealed record DecideAgain(Commit Commit);

/// <summary>MicroDb sends it back: every commit that its sender asked for before has been answered.</summary>
internal sealed class CommitFence;

/// <summary>Asks the journal to make a commit durable and then to answer its caller.</summary>
/// <param name="Number">The number of the commit: 1, 2, 3 and so on within a run.</param>
/// <param name="Records">The records that the commit wrote, as they are now.</param>
/// <param name="Dropped">The keys whose records are gone for good.</param>
/// <param name="Vector">The vector of the changes on disk once this commit and all before it are there.</param>
/// <param name="GreatestTime">The greatest time of a stamp at that moment.</param>
/// <param name="Answer">The answer to the caller once the commit is on disk.</param>
/// <param name="Caller">Who waits for it; nobody if it has been answered.</param>
internal sealed record Append(
    long Number,
    ImmutableArray<ServiceRecord> Records,
    ImmutableArray<InstanceKey> Dropped,
    VersionVector Vector,
    HybridTime GreatestTime,
    CommandAnswer Answer,
    IActorRef Caller)
{
    /// <summary>What the node knows about the cluster from this commit on; null if it is unchanged.</summary>
    public ClusterFacts? Cluster { get; init; }

    /// <summary>True if <see cref="Records"/> take the place of everything that is on disk.</summary>
    public bool ReplacesAll { get; init; }

    /// <summary>How many records are in memory now.</summary>
    public int TotalCount { get; init; }

    /// <summary>
    /// The message to replication once the commit is on disk, if replication answers the caller; null if the journal answers.
    /// </summary>
    public WriteDurable? Waiting { get; init; }
}

/// <summary>
/// Tells MicroDb that the journal has started empty: after a start, a restart or a failure of the disk. MicroDb sends everything that is
/// not on disk yet. Each request is an object of its own; see <see cref="ResendFollows"/>.
/// </summary>
internal sealed class JournalStarted;

/// <summary>
/// Tells the journal that all commits that are not on disk yet follow. The journal ignores commits that came before this message: they
/// were meant for the previous journal, and they are sent again.
/// </summary>
/// <param name="Request">The request that this answers. A journal that has started once more waits for the answer to its own.</param>
internal sealed record ResendFollows(JournalStarted Request);

/// <summary>Tells MicroDb that all commits up to a number are on disk.</summary>
/// <param name="UpTo">The number of the last one.</param>
internal sealed record Durable(long UpTo);

/// <summary>Tells MicroDb that the disk fails. Callers up to a number have their fault, and no more commits are accepted.</summary>
/// <param name="UpTo">The number of the last commit whose caller got the fault.</param>
/// <param name="Fault">The fault that callers get from now on.</param>
internal sealed record JournalFailed(long UpTo, RegistryFault Fault);

/// <summary>ServiceDb asks MicroDb to report instances that changes of other nodes touch.</summary>
internal sealed class FollowServices
{
    private FollowServices()
    {
    }

    /// <summary>The only one there is.</summary>
    public static FollowServices Instance { get; } = new();
}

/// <summary>Instances were changed, but not by a command at this node.</summary>
/// <param name="Keys">The keys of their records; keys of subscriptions may be among them.</param>
internal sealed record InstancesChanged(ImmutableArray<InstanceKey> Keys);
