using Akka.Actor;
using MicroReg.Actors.Cluster;
using MicroReg.Domain.Formation;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Versions;

namespace MicroReg.Hosting.Tests.ActorSystems;

/// <summary>Nodes that formed clusters of their own and then hear each other; the test carries what they say.</summary>
public sealed class MergeTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Two_clusters_become_one_by_a_restart_of_the_lesser_which_loses_nothing()
    {
        await using var one = await HostedNode.StartAsync(_directory["one"]);
        await using var two = await HostedNode.StartAsync(_directory["two"]);
        var (lesser, greater) = FormationRules.Compare([one.Current.Address], [two.Current.Address]) < 0 ? (two, one) : (one, two);
        var (before, stays) = (lesser.Current.Running!, greater.Current.Running!);
        await lesser.RegisterAsync("orders");

        using var patience = new CancellationTokenSource(Patience.Limit);
        while (MembersOf(lesser) != MembersOf(greater) || lesser.Registry.Status.Members.Length != 2)
        {
            Introduce(one, two);
            Introduce(two, one);
            await Task.Delay(200, patience.Token);
        }

        Assert.NotSame(before, lesser.Current.Running);
        Assert.Same(stays, greater.Current.Running);
        Assert.Equal(before.Address, lesser.Current.Address);
        Assert.Null((await lesser.RegisterAsync("orders", 5002)).Fault);
        Assert.Equal(2, lesser.Registry.View.InstanceCount);
    }

    private static string MembersOf(HostedNode node) =>
        string.Join(' ', node.Registry.Status.Members.Select(member => member.Address).Order(StringComparer.Ordinal));

    private static void Introduce(HostedNode speaker, HostedNode listener)
    {
        var status = speaker.Registry.Status;
        var hello = new Hello(
            status.NodeId, status.NodeName, status.Address, status.Origin, 0, status.Vector, status.Vector, true, true, false,
            VersionVector.Empty, KnownNodes.None, [.. status.Members.Select(member => member.Address)], false);
        listener.Current.Running?.System.ActorSelection("/user/membership").Tell(new PeerHeard(hello), ActorRefs.NoSender);
    }
}
