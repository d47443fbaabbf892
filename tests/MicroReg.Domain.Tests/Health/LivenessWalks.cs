using MicroReg.Domain.Health;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Health;

/// <summary>Short stories of instances. Together they go through every change of state that there is.</summary>
internal static class LivenessWalks
{
    private const int Crowd = 30;
    private static readonly InstanceAttributes Leased = new() { TtlSeconds = 3, DeregisterAfterSeconds = 3600 };

    /// <summary>A lease that is out for so long is being asked about, if there are other nodes.</summary>
    private const int LeaseOut = 3500;

    private static readonly HealthOptions FlapsAtOnce = new()
    {
        DefaultCheck = new HealthCheck(HealthCheckKind.None),
        FlapChanges = 1,
    };

    /// <summary>Each returns the changes that it went through.</summary>
    public static IReadOnlyList<Func<IReadOnlySet<LivenessTransition>>> All { get; } =
    [
        () => Registers(cluster => { }),
        () => Registers(cluster => cluster.FindElsewhere(Key(1), InstanceHealth.Passing)),
        () => Registers(cluster => cluster.FindElsewhere(Key(1), InstanceHealth.Failing)),
        () => Registers(cluster => Beat(cluster, 1)),
        () => Registers(cluster => cluster.Pass(5000)),
        () => Inherits(InstanceHealth.Passing, InstanceHealth.Failing),
        () => Inherits(InstanceHealth.Failing, InstanceHealth.Passing),
        () => IsInherited(InstanceHealth.Passing, cluster => cluster.LoseHealth()),
        () => IsInherited(InstanceHealth.Failing, cluster => cluster.LoseHealth()),
        () => IsInherited(InstanceHealth.Passing, cluster => Beat(cluster, 1)),
        () => IsInherited(InstanceHealth.Failing, cluster => Beat(cluster, 1)),
        () => IsInherited(InstanceHealth.Passing, cluster => cluster.Pass(5000)),
        PassesFailsAndPasses,
        PassesAndFailsBeforeAPause,
        () => IsSuspected(cluster => Register(cluster, 1)),
        () => IsSuspected(cluster => Beat(cluster, 1)),
        () => IsSuspected(Pause),
        () => IsFoundDead(cluster => cluster.Later(50, () => Register(cluster, 1))),
        () => IsFoundDead(cluster => cluster.Later(50, () => Beat(cluster, 1))),
        IsFoundDeadByAReturningNode,
        () => IsPreserved(null, cluster => Register(cluster, 1)),
        () => IsPreserved(null, cluster => Beat(cluster, 1)),
        () => IsPreserved(null, cluster => cluster.Nodes[0].Release()),
        () => IsPreserved(FlapsAtOnce, cluster => cluster.Nodes[0].Release()),
        IsPreservedByAReturningNode,
        () => IsCutOff(null, cluster => Register(cluster, 1)),
        () => IsCutOff(null, cluster => Beat(cluster, 1)),
        () => IsCutOff(null, cluster => Release(cluster)),
        () => IsCutOff(FlapsAtOnce, cluster => Release(cluster)),
        () => IsCutOff(null, Heal),
        FlapsAndIsWell,
        FlapsAndRegisters,
        FlapsAndUnregisters,
    ];

    private static InstanceKey Key(int port) => new("orders", "127.0.0.1", port);

    private static void Register(KeeperCluster cluster, int port) => cluster.Register("orders", port, Leased);

    private static void Beat(KeeperCluster cluster, int port)
    {
        foreach (var node in cluster.Nodes)
            node.Heartbeat(Key(port));
    }

    private static void Release(KeeperCluster cluster)
    {
        foreach (var node in cluster.Nodes)
            node.Release();
    }

    private static void Pause(KeeperCluster cluster)
    {
        foreach (var node in cluster.Nodes)
            node.IsStopped = true;
        cluster.Pass(5000);
        foreach (var node in cluster.Nodes)
            node.IsStopped = false;
    }

    private static void CutOffAll(KeeperCluster cluster)
    {
        cluster.IsLost = (_, _) => true;
        foreach (var node in cluster.Nodes)
            node.Sees = _ => false;
    }

    private static void Heal(KeeperCluster cluster)
    {
        cluster.IsLost = (_, _) => false;
        foreach (var node in cluster.Nodes)
            node.Sees = _ => true;
    }

    private static HashSet<LivenessTransition> Registers(Action<KeeperCluster> before)
    {
        var cluster = new KeeperCluster();
        Register(cluster, 1);
        cluster.Pass(200);
        before(cluster);
        cluster.Pass(200);
        Register(cluster, 1);
        cluster.Pass(200);
        return cluster.Taken;
    }

    private static HashSet<LivenessTransition> Inherits(InstanceHealth first, InstanceHealth second) =>
        IsInherited(first, cluster => cluster.FindElsewhere(Key(1), second));

    private static HashSet<LivenessTransition> IsInherited(InstanceHealth health, Action<KeeperCluster> then)
    {
        var cluster = new KeeperCluster();
        Register(cluster, 1);
        cluster.Pass(200);
        cluster.FindElsewhere(Key(1), health);
        cluster.Pass(200);
        then(cluster);
        cluster.Pass(200);
        return cluster.Taken;
    }

    private static HashSet<LivenessTransition> PassesFailsAndPasses()
    {
        var cluster = new KeeperCluster();
        Register(cluster, 1);
        Beat(cluster, 1);
        cluster.Pass(5000);
        Beat(cluster, 1);
        cluster.Pass(200);
        return cluster.Taken;
    }

    private static HashSet<LivenessTransition> PassesAndFailsBeforeAPause()
    {
        var cluster = new KeeperCluster();
        Register(cluster, 1);
        Register(cluster, 2);
        Beat(cluster, 2);
        cluster.Pass(1000);
        Beat(cluster, 2);
        cluster.Pass(2500);
        Pause(cluster);
        cluster.Pass(100);
        return cluster.Taken;
    }

    /// <summary>All answers are lost, so the question stays open.</summary>
    private static HashSet<LivenessTransition> IsSuspected(Action<KeeperCluster> then)
    {
        var cluster = new KeeperCluster(nodes: 3) { IsLost = (_, _) => true };
        Register(cluster, 1);
        cluster.Pass(LeaseOut);
        then(cluster);
        cluster.Pass(200);
        return cluster.Taken;
    }

    /// <summary>The answers come within the tick, before what happens then.</summary>
    private static HashSet<LivenessTransition> IsFoundDead(Action<KeeperCluster> then)
    {
        var cluster = new KeeperCluster(nodes: 3);
        Register(cluster, 1);
        var isAsked = false;
        cluster.Pass(5000, () =>
        {
            if (isAsked || !cluster.Taken.Any(taken => taken.To == LivenessState.Suspected))
                return;
            isAsked = true;
            then(cluster);
        });
        return cluster.Taken;
    }

    private static HashSet<LivenessTransition> IsFoundDeadByAReturningNode()
    {
        var cluster = new KeeperCluster(nodes: 3);
        for (var port = 1; port <= Crowd; port++)
            Register(cluster, port);
        var (back, middle, far) = (cluster.Nodes[0], cluster.Nodes[1], cluster.Nodes[2]);
        back.Sees = _ => false;
        cluster.Pass(1000);
        far.Kill();
        back.Sees = other => other == middle;
        cluster.Pass(5000);
        return cluster.Taken;
    }

    private static HashSet<LivenessTransition> IsPreserved(HealthOptions? options, Action<KeeperCluster> then)
    {
        var cluster = new KeeperCluster(options: options);
        for (var port = 1; port <= Crowd; port++)
            Register(cluster, port);
        cluster.Pass(5000);
        then(cluster);
        cluster.Pass(200);
        return cluster.Taken;
    }

    private static HashSet<LivenessTransition> IsPreservedByAReturningNode()
    {
        var cluster = new KeeperCluster(nodes: 3);
        for (var port = 1; port <= 3 * Crowd; port++)
            Register(cluster, port);
        cluster.Pass(5000);
        CutOffAll(cluster);
        cluster.Pass(500);
        Heal(cluster);
        cluster.Pass(200);
        Release(cluster);
        return cluster.Taken;
    }

    private static HashSet<LivenessTransition> IsCutOff(HealthOptions? options, Action<KeeperCluster> then)
    {
        var cluster = new KeeperCluster(nodes: 3, options);
        Register(cluster, 1);
        CutOffAll(cluster);
        cluster.Pass(5000);
        then(cluster);
        cluster.Pass(200);
        return cluster.Taken;
    }

    private static HashSet<LivenessTransition> FlapsAndIsWell()
    {
        var cluster = new KeeperCluster(options: FlapsAtOnce);
        Register(cluster, 1);
        cluster.Pass(5000);
        cluster.Pass(40_000, () => Beat(cluster, 1));
        return cluster.Taken;
    }

    private static HashSet<LivenessTransition> FlapsAndRegisters()
    {
        var cluster = new KeeperCluster(options: FlapsAtOnce);
        Register(cluster, 1);
        cluster.Pass(5000);
        Register(cluster, 1);
        cluster.Pass(200);
        return cluster.Taken;
    }

    private static HashSet<LivenessTransition> FlapsAndUnregisters()
    {
        var cluster = new KeeperCluster(options: FlapsAtOnce);
        Register(cluster, 1);
        cluster.Pass(5000);
        cluster.Carry(new UnregisterInstances("orders", null));
        cluster.Pass(1000);
        Register(cluster, 1);
        cluster.Pass(200);
        return cluster.Taken;
    }
}
