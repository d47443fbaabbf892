using MicroReg.Testing.Calls;
using MicroReg.Testing.Nodes;
using MicroReg.Testing.Processes;
using MicroReg.XmlRpc;

namespace MicroReg.Chaos.Gateways;

/// <summary>One instance of the service behind the gateway, as a process.</summary>
internal sealed class ServiceInstanceProcess : IAsyncDisposable
{
    public const string Service = "orders";
    private const string Host = "127.0.0.1";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8);

    private readonly ChildProcess _process;

    /// <summary>Starts it and does not wait.</summary>
    public ServiceInstanceProcess(TestCluster cluster, int number) => _process = ChildProcess.StartOwn(
        "MicroReg.Chaos.dll", ["service", "--name", Service, .. Addresses(cluster)],
        Path.Combine(cluster.Directory, $"service-{number}.log"));

    public int Port { get; private set; }

    /// <summary>Waits until it listens.</summary>
    public async Task ReadyAsync() => Port = (await _process.ReadyAsync()).Port;

    /// <summary>All nodes, as arguments.</summary>
    public static IEnumerable<string> Addresses(TestCluster cluster) =>
        cluster.Nodes.SelectMany(node => new[] { "--node", $"{node.Registry.BaseAddress}" });

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>SIGTERM; waits for the end.</summary>
    public Task<int> TerminateAsync() => _process.TerminateAsync();

    /// <summary>Unregisters it at a node.</summary>
    public Task UnregisterAsync(ClusterNode node) =>
        CallAsync(node, "unregister", XmlRpcValue.Of(Service), XmlRpcValue.Of(Host), XmlRpcValue.Of(Port));

    /// <summary>Sets its status at a node.</summary>
    public Task UpdateStatusAsync(ClusterNode node, string status) =>
        CallAsync(node, "update_status", XmlRpcValue.Of(Service), XmlRpcValue.Of(status), XmlRpcValue.Of(Host), XmlRpcValue.Of(Port));

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task CallAsync(ClusterNode node, string method, params XmlRpcValue[] parameters)
    {
        var answer = await node.Registry.CallAsync(Timeout, method, parameters);
        if (answer.Outcome is not CallOutcome.Acknowledged || !answer.Value.TryGetBoolean(out var found) || !found)
            throw new InvalidOperationException($"{method} at {node.Name}: {answer.Outcome} {answer.Detail}");
    }
}
