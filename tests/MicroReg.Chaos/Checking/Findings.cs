namespace MicroReg.Chaos.Checking;

/// <summary>What is wrong with the records of the nodes, each as a line that names the instance.</summary>
internal sealed class Findings
{
    /// <summary>Acknowledged, and not there.</summary>
    public List<string> Lost { get; } = [];

    /// <summary>There, but not in the last acknowledged state.</summary>
    public List<string> Stale { get; } = [];

    /// <summary>Unregistered, and there; or there although nobody ever registered it.</summary>
    public List<string> Resurrected { get; } = [];

    /// <summary>Not the same at every node.</summary>
    public List<string> Differing { get; } = [];

    public IEnumerable<string> All => [.. Lost, .. Stale, .. Resurrected, .. Differing];
}
