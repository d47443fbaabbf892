using MicroReg.Benchmarks.Profiling;
using MicroReg.Benchmarks.Scenarios;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Services;

/// <summary>A build of the node, and how its nodes are started.</summary>
internal sealed class MeasuredBuild(NodeBuild build, BenchSettings settings, ProcessLedger ledger)
{
    private readonly ServerLauncher _launcher = new(settings with { NodePath = build.Path }, ledger);

    /// <summary>As a row of a table is called.</summary>
    public string Title => settings.AgainstPath is null ? $"commit {build.Commit}" : $"{build.Name}, commit {build.Commit}";

    /// <summary>Starts a node.</summary>
    /// <param name="purpose">Begins the name of its data directory; with the same one the node finds its records again.</param>
    /// <param name="cancel">Ends the wait and the process.</param>
    public Task<ServerProcess> StartAsync(string purpose, CancellationToken cancel) =>
        _launcher.StartNodeAsync(Path.Combine(settings.WorkDirectory, $"{purpose}-{build.Name}"), cancel, StoredRecords.AllowCollect);
}
