using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;

namespace MicroReg.Domain.Replication;

/// <summary>Gives up nodes that do not come back: by command, or after a long silence.</summary>
internal sealed class Forgetting(ReplicaContext context, PeerTable peers, ClusterMemory memory, HelloExchange hellos)
{
    private readonly Dictionary<string, TimeSpan> _silentSince = new(StringComparer.Ordinal);

    /// <summary>Forgets a node.</summary>
    /// <param name="node">Its id, address or name.</param>
    /// <returns>False if no such node is known; a fault if it cannot be forgotten.</returns>
    public Outcome<bool> Forget(string node)
    {
        var named = memory.Known.All.Where(known => known.State != NodeState.Forgotten
            && (known.NodeId == node || known.Address == node || known.Name == node)).ToList();
        if (named.Count == 0)
            return false;
        if (named.Count > 1)
            return RegistryFault.Invalid("node", $"several nodes are called {node}; use the id or the address");
        if (named[0].NodeId == context.Self.NodeId)
            return new RegistryFault(FaultKind.Conflict, "This is the node itself; stop it instead, and it leaves.");
        if (peers.IsReachable(named[0].NodeId))
            return new RegistryFault(FaultKind.Conflict, $"Node {named[0].Name} is reachable; stop it first, and it leaves by itself.");
        GiveUp(named[0]);
        return true;
    }

    /// <summary>A node that reaches a majority forgets nodes that were silent for very long.</summary>
    public void Tick()
    {
        var reached = 1 + memory.OtherCounted.Count(other => peers.IsReachable(other.NodeId));
        foreach (var node in memory.OtherExpected.ToList())
        {
            if (peers.IsReachable(node.NodeId))
            {
                _silentSince.Remove(node.NodeId);
                continue;
            }

            _silentSince.TryAdd(node.NodeId, context.Now);
            if (context.Now - _silentSince[node.NodeId] >= context.Options.ForgetAfter && reached > memory.Known.Counted.Length / 2)
                GiveUp(node);
        }
    }

    private void GiveUp(KnownNode node)
    {
        memory.SetState(node.NodeId, NodeState.Forgotten);
        context.Host.Log(LogSeverity.Warning, "Node {Peer} at {Address} is forgotten", node.Name, node.Address);
        hellos.SayToAll();
    }
}
