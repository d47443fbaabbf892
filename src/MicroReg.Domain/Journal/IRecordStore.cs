using System.Collections.Immutable;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Journal;

/// <summary>The facts that a node stores besides its records.</summary>
/// <param name="NodeId">Its lasting id, created with the data directory.</param>
/// <param name="Vector">What is on disk of every origin.</param>
/// <param name="GreatestTime">The greatest hybrid time among all stamps that were ever on disk.</param>
internal sealed record NodeFacts(string NodeId, VersionVector Vector, HybridTime GreatestTime)
{
    /// <summary>The facts before anything was loaded: a node without an id.</summary>
    public static NodeFacts None { get; } = new("", VersionVector.Empty, default);

    /// <summary>What the node knows about the cluster.</summary>
    public ClusterFacts Cluster { get; init; } = ClusterFacts.None;
}

/// <summary>What goes to disk in one transaction: all or nothing.</summary>
/// <param name="Records">Records to store, each under its key. Of two with the same key, the later counts.</param>
/// <param name="Dropped">Keys whose records (old tombstones) are deleted.</param>
/// <param name="Vector">What is on disk of every origin after this batch.</param>
/// <param name="GreatestTime">The greatest hybrid time once this batch is on disk.</param>
internal sealed record StoreBatch(
    ImmutableArray<ServiceRecord> Records,
    ImmutableArray<InstanceKey> Dropped,
    VersionVector Vector,
    HybridTime GreatestTime)
{
    /// <summary>What the node knows about the cluster after this batch; null if that has not changed.</summary>
    public ClusterFacts? Cluster { get; init; }

    /// <summary>True if <see cref="Records"/> replace the content of the store.</summary>
    public bool ReplacesAll { get; init; }

    /// <summary>The approximate number of records after this batch; 0 if it is unknown. Only compaction uses it.</summary>
    public int TotalCount { get; init; }
}

/// <summary>The store could not be read or written. The message is one clear line for an operator.</summary>
/// <param name="message">What happened, to which file, and what to do.</param>
/// <param name="innerException">The cause.</param>
public sealed class StoreException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>
/// The disk, as the journal sees it: a durable map from instance to record. One caller at a time; every method
/// blocks, and throws <see cref="StoreException"/> if the disk fails.
/// </summary>
internal interface IRecordStore : IDisposable
{
    /// <summary>Reads everything: each record once, then the facts.</summary>
    NodeFacts Load(Action<ServiceRecord> onRecord);

    /// <summary>Writes a batch in one transaction. When it returns, the batch survives a kill of the process.</summary>
    void Write(StoreBatch batch);

    /// <summary>Makes a test write, to find out whether the disk takes writes again.</summary>
    void Probe();
}
