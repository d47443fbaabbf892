using System.Diagnostics;
using MicroReg.Testing.Networks;
using MicroReg.Testing.Processes;

namespace MicroReg.Testing.Nodes;

/// <summary>How a node is started, by tests, chaos and benchmarks alike.</summary>
public static class NodeCommand
{
    /// <summary>
    /// Behind most of the instances that are registered here nobody listens, so none is probed unless a setting asks for it, and no probe
    /// and no callback leaves the machine. In the environment, because a build that knows no such settings does not mind them there.
    /// </summary>
    private static readonly KeyValuePair<string, string>[] OnThisMachine =
    [
        new("MICROREG_HEALTH_DEFAULT_CHECK_KIND", "none"),
        new("MICROREG_HEALTH_ALLOWED_NETWORKS", "127.0.0.0/8,::1/128"),
        new("MICROREG_EVENTS_ALLOWED_NETWORKS", $"127.0.0.0/8,::1/128,{VirtualNetwork.Addresses}"),
    ];

    /// <summary>The executable under test: the one beside this library, unless another build is named.</summary>
    public static string Executable =>
        Environment.GetEnvironmentVariable("MICROREG_NODE_DLL") ?? Path.Combine(AppContext.BaseDirectory, "microreg-node.dll");

    /// <summary>The arguments of a node alone, on free ports.</summary>
    public static string[] OnFreePorts(string dataDirectory) => ["--http-port", "0", "--remote-port", "0", "--data-dir", dataDirectory];

    /// <summary>The arguments of a node that is one of several.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="place">Where it listens.</param>
    /// <param name="dataDirectory">Where its data are.</param>
    /// <param name="seeds">Cluster endpoints of those that it may join, as host:port.</param>
    public static string[] OfMember(string name, NodePlace place, string dataDirectory, IEnumerable<string> seeds) =>
    [
        "--bind", $"{place.Address}", "--http-port", $"{place.HttpPort}", "--remote-port", $"{place.ClusterPort}",
        "--node-name", name, "--data-dir", dataDirectory, .. seeds.SelectMany(seed => new[] { "--seed", seed }),
    ];

    /// <summary>Settings, given as PATH=VALUE, as arguments.</summary>
    public static IEnumerable<string> Set(IEnumerable<string> settings) => settings.SelectMany(setting => new[] { "--set", setting });

    /// <summary>The command that runs a node.</summary>
    /// <param name="setup">How it is started.</param>
    /// <param name="arguments">The node's own arguments.</param>
    /// <param name="launcher">A command that runs another one in its own place, or nothing.</param>
    public static ProcessStartInfo Create(NodeSetup setup, IEnumerable<string> arguments, params IEnumerable<string> launcher)
    {
        string[] node = setup.Executable.EndsWith(".dll", StringComparison.Ordinal)
            ? [ChildProcess.Dotnet, setup.Executable]
            : [setup.Executable];
        string[] command = [.. launcher, .. node, .. arguments, .. Set(setup.Settings)];
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = setup.WorkingDirectory };
        foreach (var (name, value) in OnThisMachine)
            start.Environment[name] = value;
        foreach (var (name, value) in setup.Environment)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }

        return start;
    }
}
