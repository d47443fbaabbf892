namespace MicroReg.Chaos.Subscribers;

/// <summary>How a subscriber whose stream broke went on.</summary>
/// <param name="From">The node whose stream broke.</param>
/// <param name="To">The node that it went on at.</param>
/// <param name="Took">From the break, or from when there was a node to go to, until the first cursor.</param>
/// <param name="WasReset">True if it was given a snapshot instead of what it had missed.</param>
/// <param name="HadChoice">True if another node was there when the stream broke.</param>
internal sealed record Resume(string From, string To, TimeSpan Took, bool WasReset, bool HadChoice)
{
    public override string ToString() => $"from {From} to {To} in {Took.TotalSeconds:0.00} s{(WasReset ? ", with a snapshot" : "")}";
}
