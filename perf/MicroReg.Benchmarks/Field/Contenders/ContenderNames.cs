namespace MicroReg.Benchmarks.Field.Contenders;

/// <summary>How they are called in what is published; figures are found by these.</summary>
internal static class ContenderNames
{
    public const string Registry = "MicroReg";
    public const string Synced = "MicroReg, fsync=always";
    public const string EtcdGateway = "etcd, HTTP gateway";
    public const string EtcdGrpc = "etcd, gRPC";
    public const string EtcdSerializable = "etcd, gRPC, serializable reads";
    public const string ZooKeeper = "ZooKeeper";
    public const string Dictionary = "Python dictionary";
    public const string RosMaster = "rosmaster";
    public const string Floor = "floor: Kestrel, fixed answer";
    public const string BareCluster = "floor: empty Akka.Cluster node";
}
