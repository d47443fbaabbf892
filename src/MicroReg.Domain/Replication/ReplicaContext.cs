using MicroReg.Domain.Database;
using MicroReg.Domain.MicroDb;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>What all parts of a <see cref="Replica"/> share.</summary>
/// <param name="self">The identity of this node.</param>
/// <param name="database">Its records, for reading. Writes go through the host.</param>
/// <param name="options">Its settings.</param>
/// <param name="host">Carries out what the parts decide.</param>
/// <param name="time">The wall clock, and the clock for timeouts.</param>
internal sealed class ReplicaContext(
    ReplicaIdentity self, RegistryDatabase database, ReplicationOptions options, IReplicaHost host, TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();

    public ReplicaIdentity Self => self;

    public RegistryDatabase Database => database;

    public FollowedMicroDb<InstanceKey, ServiceRecord> Records => database.Records;

    public ReplicationOptions Options => options;

    public IReplicaHost Host => host;

    /// <summary>This run of the node.</summary>
    public OriginId Origin => database.Records.Origin;

    /// <summary>The time since the start of this run.</summary>
    public TimeSpan Now => time.GetElapsedTime(_startedAt);

    /// <summary>The wall clock.</summary>
    public DateTimeOffset UtcNow => time.GetUtcNow();

    /// <summary>The wall clock in milliseconds since 1970.</summary>
    public long WallClock => UtcNow.ToUnixTimeMilliseconds();
}
