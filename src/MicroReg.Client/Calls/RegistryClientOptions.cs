using MicroReg.Client.Nodes;

namespace MicroReg.Client.Calls;

/// <summary>Options of a <see cref="RegistryClient"/>.</summary>
public class RegistryClientOptions : NodesOptions
{
    /// <summary>
    /// How long one node may take to answer a call before the next node is asked. Default: 5 s. A call takes at most this long at each
    /// node.
    /// </summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(5);

    private protected override IEnumerable<string> MoreErrors() => Positive(nameof(CallTimeout), CallTimeout);
}
