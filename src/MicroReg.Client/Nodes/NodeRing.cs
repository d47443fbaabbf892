namespace MicroReg.Client.Nodes;

/// <summary>The nodes as a ring. A caller that fails at one node goes on to the next. Thread-safe.</summary>
internal sealed class NodeRing(IEnumerable<Uri> nodes, int start)
{
    private readonly Uri[] _nodes = [.. nodes];
    private int _at = start;

    public int Count => _nodes.Length;

    /// <summary>The node in use.</summary>
    public Uri Current => _nodes[(uint)Volatile.Read(ref _at) % (uint)_nodes.Length];

    /// <summary>Moves on to the next node, unless another caller has already left the failed one.</summary>
    public void Leave(Uri node)
    {
        var at = Volatile.Read(ref _at);
        if (_nodes[(uint)at % (uint)_nodes.Length] == node)
            Interlocked.CompareExchange(ref _at, at + 1, at);
    }

    /// <summary>The URL of a path at a node. The node's own URL may have a path, too.</summary>
    public static Uri At(Uri node, string path) =>
        new(node.AbsoluteUri.EndsWith('/') ? node : new Uri(node.AbsoluteUri + "/"), path);
}
