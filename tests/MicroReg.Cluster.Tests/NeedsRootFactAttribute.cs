using MicroReg.Testing.Networks;

namespace MicroReg.Cluster.Tests;

/// <summary>A test whose nodes have networks of their own; skipped, and counted as skipped, for ordinary users.</summary>
internal sealed class NeedsRootFactAttribute : FactAttribute
{
    public NeedsRootFactAttribute() => Skip = VirtualNetwork.IsPossible ? null : "Network namespaces need root.";
}
