namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>The kinds of faults that a cluster suffers, each as a share of all faults.</summary>
internal sealed record Misfortunes
{
    public int Crashes { get; init; } = 3;

    public int Pauses { get; init; } = 2;

    public int Partitions { get; init; } = 3;

    public int OneWayCuts { get; init; } = 2;

    public int Heals { get; init; } = 4;

    public int CrashesOfAll { get; init; } = 1;

    /// <summary>The most disks that are lost in the whole run.</summary>
    public int LostDisks { get; init; }

    /// <summary>The most nodes that are down at a time, not counting crashes of all nodes.</summary>
    public int MostDown { get; init; } = int.MaxValue;

    public double LongestOutage { get; init; } = 8;
}

/// <summary>Causes faults at random moments.</summary>
internal sealed class Chaos(SimulatedCluster cluster, Misfortunes misfortunes)
{
    private readonly Random _random = new(cluster.Random.Next());
    private bool _isOver;

    public int LostDisks { get; private set; }

    private bool IsOneMoreAllowed => cluster.Nodes.Count(node => !node.IsReady) < misfortunes.MostDown;

    public void Start()
    {
        _isOver = false;
        StrikeLater();
    }

    public void Stop() => _isOver = true;

    private void Strike()
    {
        if (_isOver)
            return;
        Choose()();
        StrikeLater();
    }

    private void StrikeLater() => cluster.Agenda.After(TimeSpan.FromSeconds(2 * _random.NextDouble()), Strike);

    private Action Choose()
    {
        var choices = new (int Share, Action Strike)[]
        {
            (IsOneMoreAllowed ? misfortunes.Crashes : 0, () => Crash(cluster.Pick())),
            (misfortunes.Pauses, () => Pause(cluster.Pick())),
            (misfortunes.Partitions, Part),
            (misfortunes.OneWayCuts, () => cluster.Network.Cut(cluster.Pick().Address, cluster.Pick().Address)),
            (misfortunes.Heals, cluster.Network.Heal),
            (misfortunes.CrashesOfAll, () => cluster.Nodes.ForEach(Crash)),
            (LostDisks < misfortunes.LostDisks ? 2 : 0, () => LoseDisk(cluster.Pick())),
        };
        var chosen = _random.Next(choices.Sum(choice => choice.Share));
        return choices.First(choice => (chosen -= choice.Share) < 0).Strike;
    }

    private void Crash(SimulatedNode node)
    {
        node.Crash();
        StartLater(node);
    }

    private void LoseDisk(SimulatedNode node)
    {
        if (!node.IsRunning)
            return;
        LostDisks++;
        node.Crash(losesDisk: true);
        StartLater(node);
    }

    private void StartLater(SimulatedNode node) => cluster.Agenda.After(
        TimeSpan.FromSeconds(0.2 + (misfortunes.LongestOutage * _random.NextDouble() * _random.NextDouble())),
        () =>
        {
            if (!node.IsRunning)
                node.Start();
        });

    private void Pause(SimulatedNode node) => node.Pause(TimeSpan.FromSeconds(6 * _random.NextDouble()));

    private void Part()
    {
        var one = cluster.Nodes.Where(_ => _random.Next(2) == 0).ToHashSet();
        foreach (var node in one)
            foreach (var other in cluster.Nodes.Where(other => !one.Contains(other)))
                cluster.Network.CutBoth(node.Address, other.Address);
    }
}
