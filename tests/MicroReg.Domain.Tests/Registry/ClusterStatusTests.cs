using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.Registry;

public sealed class ClusterStatusTests
{
    private static readonly RegistryFault Disk = new(FaultKind.StorageFailed, "The disk is full.");
    private static readonly RegistryFault Clock = new(FaultKind.Unavailable, "The clock is off.");

    [Fact]
    public void A_node_accepts_writes_unless_it_or_replication_refuses()
    {
        AssertRefuses(null, null, null);
        AssertRefuses(Disk, Disk, null);
        AssertRefuses(Clock, null, Clock);
        AssertRefuses(Disk, Disk, Clock);
    }

    private static void AssertRefuses(RegistryFault? expected, RegistryFault? own, RegistryFault? replica)
    {
        var status = new ClusterStatus
        {
            NodeName = "n",
            NodeId = "1",
            Origin = new OriginId(1),
            Version = "1",
            Address = "",
            Readiness = Readiness.Ready,
            WriteFault = own,
            Replica = ReplicaStatus.Alone with { WriteFault = replica },
            Vector = VersionVector.Empty,
        };
        Assert.Equal(expected, status.WriteFault);
        Assert.Equal(expected is null, status.AcceptsWrites);
    }
}
