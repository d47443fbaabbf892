using System.Collections.Immutable;

namespace MicroReg.Testing.Nodes;

/// <summary>How nodes are started: which build, with what settings, and where.</summary>
public sealed record NodeSetup
{
    /// <summary>The build under test, as tests run it.</summary>
    public static NodeSetup Default { get; } = new();

    /// <summary>The node's executable or dll. Default: <value>the one under test</value>.</summary>
    public string Executable { get; init; } = NodeCommand.Executable;

    /// <summary>Settings, as PATH=VALUE.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Environment variables beside the usual ones; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>The directory in which nodes run; empty for that of this process.</summary>
    public string WorkingDirectory { get; init; } = "";

    /// <summary>How long a node may take to become ready. Default: <value>60 s</value>.</summary>
    public TimeSpan ReadyLimit { get; init; } = Patience.Limit;

    /// <summary>Gets the id of every process as soon as it has started.</summary>
    public Action<int>? OnStarted { get; init; }
}
