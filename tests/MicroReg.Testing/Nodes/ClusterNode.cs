using System.Diagnostics;
using MicroReg.Testing.Calls;
using MicroReg.Testing.Networks;
using MicroReg.Testing.Processes;

namespace MicroReg.Testing.Nodes;

/// <summary>A node of the cluster under test over all of its runs: always the same ports and the same directory.</summary>
public sealed class ClusterNode : IAsyncDisposable
{
    private readonly NodePlace _place;
    private readonly string _directory;
    private readonly IReadOnlyList<string> _seeds;
    private readonly NodeSetup _setup;
    private NodeProcess? _process;
    private int _era;
    private long _servingSince;

    public ClusterNode(int number, NodePlace place, string directory, IReadOnlyList<string> seeds, NodeSetup setup)
    {
        (Number, _place, _directory, _seeds, _setup) = (number, place, directory, seeds, setup);
        Registry = new RegistryCaller(place);
        Directory.CreateDirectory(directory);
    }

    /// <summary>1 for the first one.</summary>
    public int Number { get; }

    public string Name => $"node-{Number}";

    /// <summary>Settings for the next start, as PATH=VALUE.</summary>
    public List<string> Settings { get; } = [];

    public RegistryCaller Registry { get; }

    /// <summary>Where it lives.</summary>
    public NodePlace Place => _place;

    /// <summary>Where it serves HTTP.</summary>
    public Uri Http => _place.Http;

    public string LogFile => Path.Combine(_directory, "log");

    public bool IsRunning { get; private set; }

    /// <summary>How often it was started.</summary>
    public int Starts { get; private set; }

    /// <summary>For how long it has been in service.</summary>
    public TimeSpan ServingFor => IsServing ? Stopwatch.GetElapsedTime(_servingSince) : TimeSpan.Zero;

    /// <summary>The run that is under way.</summary>
    public NodeProcess Process => _process ?? throw new InvalidOperationException($"{Name} does not run.");

    /// <summary>
    /// Changes whenever the node is taken out of service or comes back; odd while it serves. Whoever sees the same odd
    /// number before and after a call may expect the call to have been answered.
    /// </summary>
    public int Era => Volatile.Read(ref _era);

    public bool IsServing => Era % 2 == 1;

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task StartAsync(CancellationToken cancel = default)
    {
        Launch();
        await ReadyAsync(cancel);
    }

    /// <summary>Starts it and does not wait.</summary>
    public void Launch()
    {
        var arguments = NodeCommand.OfMember(Name, _place, Path.Combine(_directory, "data"), _seeds);
        var setup = _setup with { Settings = [.. _setup.Settings, .. Settings] };
        _process = NodeProcess.Launch(setup, arguments, LogFile, _place.Launcher);
        IsRunning = true;
        Starts++;
    }

    /// <summary>Waits until it is ready.</summary>
    public async Task ReadyAsync(CancellationToken cancel = default)
    {
        await Process.ReadyAsync(cancel);
        Serve(true);
    }

    /// <summary>SIGKILL: no goodbye, nothing flushed.</summary>
    public async Task KillAsync()
    {
        Serve(false);
        await EndAsync(Signals.Kill);
    }

    /// <summary>SIGTERM.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> TerminateAsync()
    {
        Serve(false);
        return EndAsync(Signals.Terminate);
    }

    /// <summary>Takes its disk away; it must not run.</summary>
    public void EraseData() => Directory.Delete(Path.Combine(_directory, "data"), recursive: true);

    /// <summary>Begins on a copy of the data of another node; neither must run.</summary>
    public void CopyData(ClusterNode other)
    {
        var (from, to) = (Path.Combine(other._directory, "data"), Directory.CreateDirectory(Path.Combine(_directory, "data")));
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to.FullName, Path.GetFileName(file)));
    }

    /// <summary>SIGTERM; if it does not end in time, it is killed.</summary>
    /// <returns>Whether it ended by itself.</returns>
    public async Task<bool> StopAsync(TimeSpan limit)
    {
        Serve(false);
        var process = Process;
        var hasEnded = await process.Process.StopAsync(limit);
        await ForgetAsync(process);
        return hasEnded;
    }

    /// <summary>SIGSTOP: it holds its connections and answers nothing.</summary>
    public void Pause()
    {
        Serve(false);
        Process.Signal(Signals.Stop);
    }

    /// <summary>SIGCONT.</summary>
    public void Resume()
    {
        Process.Signal(Signals.Continue);
        Serve(true);
    }

    public async ValueTask DisposeAsync()
    {
        Serve(false);
        if (_process is not null)
            await _process.DisposeAsync();
        Registry.Dispose();
    }

    private void Serve(bool serves)
    {
        if (IsServing == serves)
            return;
        _servingSince = Stopwatch.GetTimestamp();
        Interlocked.Increment(ref _era);
    }

    private async Task<int> EndAsync(int signal)
    {
        var process = Process;
        process.Signal(signal);
        var exitCode = await process.EndAsync();
        await ForgetAsync(process);
        return exitCode;
    }

    private async Task ForgetAsync(NodeProcess process)
    {
        await process.DisposeAsync();
        (_process, IsRunning) = (null, false);
    }
}
