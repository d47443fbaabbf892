using MicroReg.Domain.Replication;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>Walks the table of phases: every row is taken by a cluster in trouble. What the table lacks throws.</summary>
public sealed class PhaseWalkTests
{
    private static readonly ReplicationOptions Forgetful =
        new() { Retention = TimeSpan.FromSeconds(60), ForgetAfter = TimeSpan.FromSeconds(900), FrameBytes = 400 };

    private readonly HashSet<PhaseTransition> _taken = [];

    [Fact]
    public void Every_row_of_the_table_is_taken()
    {
        Begin();
        BeginAlone();
        JoinAndLoseTheSource();
        JoinFromASourceThatIsNotHeard();
        ReturnAndWaitForNobody();
        ReturnBesideAnEmptyNode();
        CatchUpAndLoseTheSource();
        BecomeAbsentWhileReturning();
        BecomeAbsentWhileCatchingUp();
        BecomeAbsentBesideAnEmptyNode();
        BeForgottenInEveryPhase();
        ReturnTooLate();
        ReplaceFromASourceThatIsNotHeard();
        AllReturnTooLate();
        BeSeparatedForLong();
        EndInEveryPhase(node => node.Replica.Leave());
        EndInEveryPhase(node => node.Replica.Receive(node.Address, Peers.HelloOf("other") with { DuplicateOf = "original:4053" }));
        Assert.Equal([], PhaseTable.Rows.Except(_taken).Select(row => row.ToString()));
    }

    private void Begin() => Note(Filled().Cluster);

    private void BeginAlone()
    {
        var (cluster, _) = Filled();
        var apart = cluster.AddApart();
        apart.Start();
        Until(cluster, apart, NodePhase.Ready);
        apart.Crash();
        apart.Start();
        Until(cluster, apart, NodePhase.Ready);
        Note(cluster);
    }

    private void JoinAndLoseTheSource()
    {
        var (cluster, _) = Filled();
        var joiner = Joining(cluster);
        CrashAllBut(cluster, joiner);
        Until(cluster, joiner, NodePhase.Empty);
        Note(cluster);
    }

    private void JoinFromASourceThatIsNotHeard()
    {
        var (cluster, _) = Filled(services: 40);
        cluster.Network.Faults = new NetworkFaults { Late = 1, Latest = TimeSpan.FromSeconds(1.5) };
        var joiner = cluster.Add();
        cluster.Network.IsLost = (_, to, message) => to == joiner.Address && message is Hello && joiner.Replica.Phase == NodePhase.Joining;
        joiner.Start();
        Until(cluster, joiner, NodePhase.Joining);
        cluster.Network.IsLost = (_, to, message) => to == joiner.Address && message is Hello;
        Until(cluster, joiner, NodePhase.Stale);
        Note(cluster);
    }

    private void ReturnAndWaitForNobody()
    {
        var (cluster, _) = Filled();
        var node = cluster.Nodes[2];
        CrashAllBut(cluster, null);
        node.Start();
        Until(cluster, node, NodePhase.Stale);
        cluster.Nodes[0].Start();
        Until(cluster, node, NodePhase.Ready);
        CrashAllBut(cluster, node);
        Until(cluster, node, NodePhase.Stale);
        Note(cluster);
    }

    private void ReturnBesideAnEmptyNode()
    {
        var (cluster, _) = Filled();
        CrashAllBut(cluster, null);
        cluster.Network.IsLost = (_, _, message) => message is CatchUpPage;
        cluster.Add().Start();
        cluster.RunFor(1);
        cluster.Nodes[2].Start();
        Until(cluster, cluster.Nodes[2], NodePhase.Ready);
        Note(cluster);
    }

    private void CatchUpAndLoseTheSource()
    {
        var (cluster, work) = Filled();
        var node = CatchingUp(cluster, work);
        CrashAllBut(cluster, node);
        Until(cluster, node, NodePhase.Returning);
        Note(cluster);
    }

    private void BecomeAbsentWhileReturning()
    {
        var (cluster, _) = Filled();
        CrashAllBut(cluster, null);
        cluster.RunFor(55);
        cluster.Nodes[2].Start();
        Until(cluster, cluster.Nodes[2], NodePhase.MustReplace);
        Note(cluster);
    }

    private void BecomeAbsentWhileCatchingUp()
    {
        var (cluster, work) = Filled();
        Until(cluster, CatchingUp(cluster, work), NodePhase.MustReplace);
        Note(cluster);
    }

    private void BecomeAbsentBesideAnEmptyNode()
    {
        var (cluster, _) = Filled();
        var node = cluster.Nodes[2];
        CrashAllBut(cluster, node);
        cluster.Network.IsLost = (_, _, message) => message is CatchUpPage;
        cluster.Add().Start();
        Until(cluster, node, NodePhase.Outdated);
        Note(cluster);
    }

    private void BeForgottenInEveryPhase()
    {
        foreach (var phase in new[] { NodePhase.Returning, NodePhase.CatchingUp, NodePhase.Ready, NodePhase.Stale })
        {
            var (cluster, work) = Filled();
            var (forgetter, victim) = (cluster.Nodes[0], cluster.Nodes[2]);
            switch (phase)
            {
                case NodePhase.Returning: victim.Crash(); break;
                case NodePhase.CatchingUp: CatchingUp(cluster, work); break;
                case NodePhase.Stale: cluster.Network.CutBoth(victim.Address, cluster.Nodes[1].Address); break;
            }

            cluster.Network.CutBoth(victim.Address, forgetter.Address);
            cluster.RunFor(6);
            Assert.True(forgetter.Replica.Forget(victim.Name).Value);
            cluster.Network.Heal();
            if (!victim.IsRunning)
                victim.Start();
            cluster.RunFor(3);
            cluster.Network.IsLost = null;
            Until(cluster, victim, NodePhase.Ready);
            Note(cluster);
        }
    }

    private void ReturnTooLate()
    {
        var (cluster, _) = Filled();
        CrashAllBut(cluster, null);
        cluster.RunFor(100);
        cluster.Nodes[2].Start();
        Until(cluster, cluster.Nodes[2], NodePhase.Outdated);
        Note(cluster);
    }

    private void ReplaceFromASourceThatIsNotHeard()
    {
        var (cluster, _) = Filled(services: 60);
        var node = cluster.Nodes[2];
        node.Crash();
        cluster.RunFor(100);
        cluster.Network.CutBoth(node.Address, cluster.Nodes[0].Address);
        cluster.Network.CutBoth(node.Address, cluster.Nodes[1].Address);
        node.Start();
        Until(cluster, node, NodePhase.Outdated);
        cluster.Network.Faults = new NetworkFaults { Late = 1, Latest = TimeSpan.FromSeconds(1.5) };
        cluster.Network.Heal();
        Until(cluster, node, NodePhase.MustReplace);
        cluster.Network.IsLost = (_, to, message) => to == node.Address && message is Hello;
        Until(cluster, node, NodePhase.Stale);
        Note(cluster);
    }

    private void AllReturnTooLate()
    {
        var (cluster, _) = Filled();
        CrashAllBut(cluster, null);
        cluster.RunFor(100);
        cluster.StartAll();
        Until(cluster, cluster.Nodes[2], NodePhase.Ready);
        Note(cluster);
    }

    private void BeSeparatedForLong()
    {
        var (cluster, _) = Filled();
        foreach (var node in cluster.Nodes)
            foreach (var other in cluster.Nodes)
                cluster.Network.Cut(node.Address, other.Address);
        Until(cluster, cluster.Nodes[2], NodePhase.Outdated);
        cluster.RunFor(20);
        cluster.Network.Heal();
        Until(cluster, cluster.Nodes[2], NodePhase.Ready);
        Note(cluster);
    }

    private void EndInEveryPhase(Action<SimulatedNode> end)
    {
        foreach (var phase in PhaseTable.Rows.Where(row => row.Event == PhaseEvent.Left).Select(row => row.From))
        {
            var (cluster, work) = Filled();
            var node = cluster.Nodes[2];
            switch (phase)
            {
                case NodePhase.Empty or NodePhase.Joining:
                    node = Joining(cluster);
                    if (phase == NodePhase.Empty)
                        CrashAllBut(cluster, node);
                    break;
                case NodePhase.CatchingUp: CatchingUp(cluster, work); break;
                case NodePhase.Stale: CrashAllBut(cluster, node); break;
                case NodePhase.Returning or NodePhase.MustReplace or NodePhase.Outdated:
                    CrashAllBut(cluster, null);
                    cluster.RunFor(phase == NodePhase.Returning ? 1 : 100);
                    node.Start();
                    break;
            }

            Until(cluster, node, phase);
            end(node);
            var after = node.Replica.Phase;
            Assert.NotEqual(phase, after);
            cluster.RunFor(20);
            Assert.Equal(after, node.Replica.Phase);
            Note(cluster);
        }
    }

    private static (SimulatedCluster Cluster, Workload Work) Filled(int services = 10) =>
        SimulatedCluster.Filled(seed: 1, services, Forgetful);

    /// <summary>A node that takes its first copy and gets no page.</summary>
    private static SimulatedNode Joining(SimulatedCluster cluster)
    {
        var joiner = cluster.Add();
        cluster.Network.IsLost = (_, to, message) => to == joiner.Address && message is CatchUpPage;
        joiner.Start();
        Until(cluster, joiner, NodePhase.Joining);
        return joiner;
    }

    /// <summary>The third node returns, has missed something, and gets no page.</summary>
    private static SimulatedNode CatchingUp(SimulatedCluster cluster, Workload work)
    {
        var node = cluster.Nodes[2];
        node.Crash();
        work.Call(cluster.Nodes[0], "missed", 3, AcknowledgementLevel.Majority);
        cluster.RunFor(6);
        cluster.Network.IsLost = (_, to, message) => to == node.Address && message is CatchUpPage or Push;
        node.Start();
        Until(cluster, node, NodePhase.CatchingUp);
        return node;
    }

    private static void CrashAllBut(SimulatedCluster cluster, SimulatedNode? survivor)
    {
        foreach (var node in cluster.Nodes.Where(node => node != survivor))
            node.Crash();
    }

    private static void Until(SimulatedCluster cluster, SimulatedNode node, NodePhase phase) =>
        Assert.True(
            cluster.RunUntil(() => node.Replica.Phase == phase, 200), $"{node.Name} is {node.Replica.Phase} and not {phase}");

    /// <summary>Reads the changes of phase from what the nodes logged.</summary>
    private void Note(SimulatedCluster cluster)
    {
        foreach (var note in cluster.Nodes.SelectMany(node => node.Notes).Where(note => note.Contains("{From} becomes {To}")))
        {
            var values = note[(note.IndexOf("{Event} ", StringComparison.Ordinal) + 8)..].Split(" | ");
            _taken.Add(new(Enum.Parse<NodePhase>(values[0]), Enum.Parse<PhaseEvent>(values[2]), Enum.Parse<NodePhase>(values[1])));
        }
    }
}
