using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Subscribers;

/// <summary>What a subscriber does.</summary>
/// <param name="Name">Its name in verdicts.</param>
/// <param name="Filter">What it asks for.</param>
/// <param name="Nodes">Whom it may ask.</param>
/// <param name="First">The number of the one that it asks first.</param>
/// <param name="JournalFile">Gets a line for everything that it receives; empty for none.</param>
internal sealed record SubscriberTerms(
    string Name, SubscriberFilter Filter, IReadOnlyList<ClusterNode> Nodes, int First = 0, string JournalFile = "")
{
    /// <summary>Called with each event of a stream when it comes; null for nobody.</summary>
    public Action<ReceivedEvent>? OnEvent { get; init; }
}
