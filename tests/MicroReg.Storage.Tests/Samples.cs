using MicroReg.Domain.Journal;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Storage.Tests;

/// <summary>Records and batches like those of a running node.</summary>
internal static class Samples
{
    public static readonly OriginId Origin = new(0xa1);

    public static Stamp StampOf(long time) => new(new HybridTime(time), Origin);

    public static InstanceKey KeyOf(int number) => new($"orders-{number % 50}", $"10.0.{number / 250}.{number % 250}", 8000);

    public static ServiceRecord Living(int number, long time = 1)
    {
        var attributes = new InstanceAttributes
        {
            Metadata = Metadata.From([new("version", "1.4.2"), new("größe", "Ä €")]),
            Tags = ["blue"],
            Zone = "eu-1",
            Weight = 0,
        };
        return new()
        {
            Key = KeyOf(number),
            Head = new Registration(StampOf(time), new(Origin, time), number + 1, StampOf(time), attributes),
        };
    }

    public static ServiceRecord Ended(int number, long time = 2) =>
        new() { Key = KeyOf(number), Head = new Tombstone(StampOf(1), StampOf(time), new(Origin, time)) };

    public static ServiceRecord Subscribed(string id, long time = 3, string url = "https://127.0.0.1:9443/events") => new()
    {
        Key = InstanceKey.OfSubscription(id),
        Head = new Subscription(
            StampOf(1), StampOf(time), new(Origin, time),
            new SubscriptionTerms { Url = url, Services = ["größe", "orders"], Prefix = "o", Zone = "eu-1" },
            1_767_225_600_123, "1767225600123;00000000000000a1:41"),
    };

    public static StoreBatch Batch(params ServiceRecord[] records) => new([.. records], [], VectorOf(records.Length), new(records.Length));

    public static VersionVector VectorOf(long sequence) => VersionVector.Empty.Including(new(Origin, sequence));

    /// <summary>The facts of a node that has met a number of other nodes.</summary>
    public static ClusterFacts Cluster(int nodes)
    {
        var known = Enumerable.Range(1, nodes).Select(number =>
            new KnownNode($"{number:x16}", $"nørd-{number}", $"10.0.0.{number}:4053", (NodeState)(number % 4), StampOf(number)));
        return new(KnownNodes.Of(known), 1732387200000 + nodes, VectorOf(nodes));
    }

    /// <summary>The whole content of a store, by key.</summary>
    public static (Dictionary<InstanceKey, ServiceRecord> Records, NodeFacts Facts) ReadAll(SqliteRecordStore store)
    {
        var records = new Dictionary<InstanceKey, ServiceRecord>();
        var facts = store.Load(record => records.Add(record.Key, record));
        return (records, facts);
    }
}
