using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>The disk of a node, which survives its end: everything up to the last completed write.</summary>
internal sealed class SimulatedDisk(string nodeId) : IRecordStore
{
    public string NodeId => nodeId;

    public Dictionary<InstanceKey, ServiceRecord> Records { get; } = [];

    public VersionVector Vector { get; private set; } = VersionVector.Empty;

    public ClusterFacts Facts { get; private set; } = ClusterFacts.None;

    private HybridTime GreatestTime { get; set; }

    /// <summary>A backup of it as it is now.</summary>
    public SimulatedDisk Copy()
    {
        var copy = new SimulatedDisk(nodeId) { Vector = Vector, Facts = Facts, GreatestTime = GreatestTime };
        foreach (var (key, record) in Records)
            copy.Records.Add(key, record);
        return copy;
    }

    /// <summary>Takes away what an earlier version did not store.</summary>
    public void ForgetIdentity() => Facts = Facts with { ClusterId = null, Home = null };

    public NodeFacts Load(Action<ServiceRecord> onRecord)
    {
        foreach (var record in Records.Values.OrderBy(record => record.Key.ToString(), StringComparer.Ordinal))
            onRecord(record);
        return new NodeFacts(NodeId, Vector, GreatestTime) { Cluster = Facts };
    }

    public void Write(StoreBatch batch)
    {
        if (batch.ReplacesAll)
            Records.Clear();
        foreach (var record in batch.Records)
            Records[record.Key] = record;
        foreach (var key in batch.Dropped)
            Records.Remove(key);
        (Vector, GreatestTime, Facts) = (batch.Vector, batch.GreatestTime, batch.Cluster ?? Facts);
    }

    public void Probe()
    {
    }

    public void Dispose()
    {
    }
}
