using MicroReg.Chaos.Liveness.Judging;
using MicroReg.Testing.Nodes;
using MicroReg.Testing.Processes;

namespace MicroReg.Chaos.Liveness.Fleets;

/// <summary>Instances in a process of their own, which is killed or stopped as a whole.</summary>
internal sealed class HostedFleet : IFleet
{
    private readonly HostPlan _plan;
    private readonly string _journalFile;
    private readonly ChildProcess _process;
    private readonly List<(LifeDeed Deed, double At)> _deeds = [];
    private bool _hasEnded;

    /// <summary>Starts it and does not wait.</summary>
    public HostedFleet(TestCluster cluster, HostPlan plan)
    {
        (_plan, _journalFile) = (plan, Path.Combine(cluster.Directory, $"{plan.Name}.lives"));
        var arguments = ServicesCommand.Arguments(cluster, plan, _journalFile);
        _process = ChildProcess.StartOwn("MicroReg.Chaos.dll", arguments, Path.Combine(cluster.Directory, $"{plan.Name}.log"));
    }

    public IEnumerable<string> Services => Keys.Select(key => key.Split('@')[0]).Distinct();

    public IReadOnlyList<string> Keys => [.. Entries().Select(entry => entry.Key).Distinct()];

    /// <summary>Waits until all instances are registered.</summary>
    public Task ReadyAsync() => _process.ReadyAsync();

    /// <summary>SIGKILL: all die.</summary>
    public async Task KillAsync()
    {
        await _process.KillAsync();
        _hasEnded = true;
        _deeds.Add((LifeDeed.Died, LifeClock.Now));
    }

    /// <summary>SIGSTOP: as good as dead.</summary>
    public void Pause()
    {
        _process.Signal(Signals.Stop);
        _deeds.Add((LifeDeed.Died, LifeClock.Now));
    }

    /// <summary>SIGCONT.</summary>
    public void Resume()
    {
        _deeds.Add((LifeDeed.Born, LifeClock.Now));
        _process.Signal(Signals.Continue);
    }

    public IReadOnlyList<Life> Lives() =>
        Life.Of([.. Entries(), .. Keys.SelectMany(key => _deeds.Select(deed => new LifeEntry(deed.Deed, key, deed.At)))], _plan.Terms);

    public void Leave() => _deeds.Add((LifeDeed.Left, LifeClock.Now));

    public async ValueTask DisposeAsync()
    {
        if (!_hasEnded)
            _deeds.Add((LifeDeed.Died, LifeClock.Now));
        await _process.DisposeAsync();
    }

    private List<LifeEntry> Entries()
    {
        using var file = new StreamReader(new FileStream(_journalFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var entries = new List<LifeEntry>();
        while (file.ReadLine() is { } line)
            if (LifeEntry.Parse(line) is { } entry)
                entries.Add(entry);
        return entries;
    }
}
